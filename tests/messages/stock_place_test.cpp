#include "messages/stock_place.hpp"

#include <doctest/doctest.h>

#include <vector>

namespace acumage {
namespace {

TEST_CASE("stock place: a key and its parts say the same") {
  const std::vector<std::pair<stock_place, std::string>> all{
      {{"LAMP-07", "EAST"}, "LAMP-07@EAST"},
      {{"LAMP-07", "EAST", "R1"}, "LAMP-07@EAST/R1"},
      {{"LAMP-07", "EAST", "R1/2"}, "LAMP-07@EAST/R1/2"},
      {{"LAMP-07", "", "", "V1"}, "LAMP-07@vendor/V1"},
      {{"A@B/C", "EAST", "R1"}, "A@B/C@EAST/R1"},
      {{"A@B", "", "", "V1"}, "A@B@vendor/V1"},
      {{"LAMP-07"}, "LAMP-07"},
      {{}, ""}};
  for (const auto& [place, key] : all) {
    CAPTURE(key);
    CHECK(stock_place_key(place) == key);
    CHECK(split_stock_place(key) == place);
  }
}

TEST_CASE("stock place: of a row with a warehouse the vendor is no part of the key") {
  CHECK(stock_place_key({"LAMP-07", "EAST", "", "V1"}) == "LAMP-07@EAST");
  CHECK(stock_place_key({"", "EAST"}).empty());
}

TEST_CASE("stock place: blanks around the parts do not count, and half a key is an item") {
  CHECK(split_stock_place(" LAMP-07 @ EAST / R1 ") == stock_place{"LAMP-07", "EAST", "R1"});
  CHECK(split_stock_place("LAMP-07@VENDOR/V1") == stock_place{"LAMP-07", "", "", "V1"});
  CHECK(split_stock_place("LAMP-07@vendor") == stock_place{"LAMP-07", "vendor"});
  for (const auto* key : {"@EAST", "LAMP-07@", "@"}) {
    CAPTURE(key);
    CHECK(split_stock_place(key) == stock_place{key});
  }
}

}  // namespace
}  // namespace acumage
