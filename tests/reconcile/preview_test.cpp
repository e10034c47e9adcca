// What counts as a change of a first load, and which changes are shown.
#include "reconcile/preview.hpp"

#include <doctest/doctest.h>

#include <string>

namespace acumage::tests {
namespace {

using kind = magento::present_value::kind;

actors::erp_value erp(const std::string& key, const std::string& value) {
  actors::erp_value made;
  made.key = key;
  made.value = value;
  return made;
}

magento::present_value held(const std::string& value) { return {kind::held, value, {}, {}}; }

TEST_CASE("preview: equal figures are no change, whatever their spelling") {
  load_comparison seen;
  reconcile::add_to(seen, entity::pricing, erp("A", "12.5"), held("12.500000"));
  reconcile::add_to(seen, entity::inventory, erp("A@main", "3"), held("3.0000"));
  CHECK(seen.checked == 2);
  CHECK(seen.changes == 0);
}

TEST_CASE("preview: the ten largest changes are kept, the largest first") {
  load_comparison seen;
  for (int i = 1; i <= 25; ++i)
    reconcile::add_to(seen, entity::pricing, erp("SKU-" + std::to_string(i), "100"),
                      held(std::to_string(100 - i)));
  CHECK(seen.changes == 25);
  REQUIRE(seen.largest.size() == load_comparison::most_shown);
  CHECK(seen.largest.front().key == "SKU-25");
  CHECK(seen.largest.front().store == "75");
  CHECK(seen.largest.front().erp == "100");
  CHECK(seen.largest.back().key == "SKU-16");
}

TEST_CASE("preview: what the store lacks, what is not mapped and what is not published") {
  load_comparison seen;
  reconcile::add_to(seen, entity::pricing, erp("A", "1"), {});
  reconcile::add_to(seen, entity::shipment, erp("1@SO 1", "x=1"), held("none"));
  CHECK(seen.lacking == 2);
  actors::erp_value unmapped;
  unmapped.not_mapped = true;
  reconcile::add_to(seen, entity::order, unmapped, held("pending"));
  reconcile::add_to(seen, entity::order, erp("SO 2", "x"), {kind::unreadable, {}, {}, "why"});
  CHECK(seen.unmapped == 2);
  reconcile::add_to(seen, entity::order, {}, held("pending"));
  CHECK(seen.checked == 4);
  CHECK(seen.changes == 0);
}

}  // namespace
}  // namespace acumage::tests
