// What a start makes of a data folder that was damaged: random places, and those that were once silent.
#include "damage_loop.hpp"

#include <doctest/doctest.h>

using namespace acumage;
using namespace acumage::tests;

TEST_CASE(
    "damage: a folder damaged at a random place is served whole or refused by name [SPEC 2]") {
  damage_loop(60);
}

TEST_CASE("damage: a table is named where RocksDB's words name none") {
  damage_loop(60, 1'023'325'272);  // "Corruption: properties unsorted"
}
