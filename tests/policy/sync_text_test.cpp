// How orders and shipments are compared: the status a record leads to, and the lines that were shipped.
#include "policy/sync_text.hpp"

#include "policy/order_states.hpp"

#include <doctest/doctest.h>

#include <vector>

namespace acumage::policy {
namespace {

order_record mapped(std::string_view setting) {
  order_record record;
  set_status(record, setting);
  return record;
}

TEST_CASE("order status: a call counts as the status it leads to") {
  CHECK(status_text(mapped("processing/picked")) == "picked");
  CHECK(status_text(mapped("cancel")) == "canceled");
  CHECK(status_text(mapped("hold")) == "holded");
  CHECK(status_text(mapped("unhold")) == "not holded");
}

TEST_CASE("order status: what the node would leave as it is suffices") {
  CHECK(suffices(mapped("processing"), "processing", "Processing"));
  CHECK_FALSE(suffices(mapped("processing/picked"), "processing", "processing"));
  // It belongs to another state: told as a comment.
  CHECK(suffices(mapped("processing"), "new", "pending"));
  // Never moved out of complete or closed.
  CHECK(suffices(mapped("processing"), "complete", "complete"));
  CHECK(suffices(mapped("hold"), "closed", "closed"));
  CHECK(suffices(mapped("hold"), "holded", "holded"));
  CHECK_FALSE(suffices(mapped("hold"), "processing", "processing"));
  CHECK(suffices(mapped("unhold"), "processing", "processing"));
  CHECK_FALSE(suffices(mapped("unhold"), "holded", "holded"));
}

TEST_CASE("order status: an order cancelled on one side alone does not suffice") {
  CHECK(suffices(mapped("cancel"), "canceled", "canceled"));
  CHECK_FALSE(suffices(mapped("cancel"), "complete", "complete"));
  CHECK_FALSE(suffices(mapped("processing"), "canceled", "canceled"));
}

TEST_CASE(
    "shipment lines: summed by SKU in any spelling, in one order, and nothing shipped is none") {
  const std::vector<shipment_line> lines{
      {"2", "lamp-07", "1.50"}, {"1", "DESK ", "1"}, {"3", "LAMP-07", "0.5"}, {"4", "BED", "0"}};
  CHECK(lines_text(lines) == "DESK=1 lamp-07=2");
  CHECK(lines_text({}) == "none");
}

}  // namespace
}  // namespace acumage::policy
