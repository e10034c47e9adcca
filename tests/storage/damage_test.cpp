// What a start makes of a data folder that was damaged: random places, and those that were once silent.
#include "damage_loop.hpp"

#include "rig.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

using namespace acumage;
using namespace acumage::tests;

TEST_CASE(
    "damage: a folder damaged at a random place is served whole or refused by name [SPEC 2]") {
  damage_loop(60);
}

TEST_CASE(
    "damage: a table whose properties are damaged is refused by name, though RocksDB says no "
    "name") {
  rig at;
  at.accept(price("A", 1));
  at.reopen();  // brings it into tables
  at.close();
  int tables = 0;
  for (const auto& each : std::filesystem::directory_iterator{at.path()}) {
    if (each.path().extension() != ".sst") continue;
    ++tables;
    const temp_dir folder;
    const auto copy = folder / "copy";
    std::filesystem::copy(at.path(), copy);
    const auto name = each.path().filename();
    std::fstream bytes{copy / name, std::ios::binary | std::ios::in | std::ios::out};
    const std::string text{std::istreambuf_iterator<char>{bytes}, {}};
    const auto property = text.find("rocksdb.", 0);
    REQUIRE(property != std::string::npos);
    bytes.clear();
    bytes.seekp(static_cast<std::streamoff>(property));
    bytes.put('z');  // the first of them is sorted behind the others now
    bytes.close();
    auto options = at.options;
    options.path = copy;
    const auto opened = storage::ledger::open(options);
    if (opened) continue;  // a start does not read every table
    CHECK_MESSAGE(opened.problem().message.find(name.string()) != std::string::npos,
                  opened.problem().message);
    CHECK(opened.problem().message.find("; expected") != std::string::npos);
  }
  CHECK(tables > 0);
}
