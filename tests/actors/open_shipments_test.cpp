#include "actors/open_shipments.hpp"

#include <doctest/doctest.h>

namespace acumage::actors {
namespace {

TEST_CASE(
    "open shipments: a quantity waits for the shipments it may have in it [SPEC 6 Shipments]") {
  open_shipments open;
  open.note("004417@SO SO009120", {20, 1}, {"LAMP-07@wh_east"});
  CHECK(open.hold_back("lamp-07@WH_EAST", 20));
  CHECK_FALSE(open.hold_back("LAMP-07@wh_east", 19));
  CHECK_FALSE(open.hold_back("DESK-01@wh_east", 20));
}

TEST_CASE("open shipments: a row that comes while another's delivery ends is still waited for") {
  open_shipments open;
  open.note("004417", {20, 1}, {"LAMP-07@wh_east"});
  open.note("004417", {21, 2}, {"LAMP-07@wh_east", "DESK-01@wh_east"});
  open.release("004417", 1);
  CHECK_FALSE(open.hold_back("DESK-01@wh_east", 20));
  CHECK(open.hold_back("DESK-01@wh_east", 21));
  open.release("004417", 2);
  CHECK_FALSE(open.hold_back("DESK-01@wh_east", 21));
  CHECK_FALSE(open.hold_back("LAMP-07@wh_east", 21));
}

TEST_CASE("open shipments: one that is parked holds nothing back until more of it is known") {
  open_shipments open;
  open.note("004417", {20, 1}, {"LAMP-07@wh_east"});
  open.park("004417");
  CHECK_FALSE(open.hold_back("LAMP-07@wh_east", 20));
  SUBCASE("its order has come") { open.unpark("004417"); }
  SUBCASE("a row has come") { open.note("004417", {21, 2}, {}); }
  CHECK(open.hold_back("LAMP-07@wh_east", 20));
}

TEST_CASE("open shipments: at a start every quantity waits until all shipments are noted") {
  open_shipments open;
  open.expect_lane();
  CHECK(open.hold_back("LAMP-07@wh_east", 1));
  open.caught_up();
  CHECK_FALSE(open.hold_back("LAMP-07@wh_east", 1));
}

}  // namespace
}  // namespace acumage::actors
