// The sample notifications say what their table promises.
#include "acumatica/change_json.hpp"
#include "acumatica/notification.hpp"
#include "messages/key.hpp"
#include "sample_files.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>

using acumage::change;
using acumage::entity;
using acumage::parcel;
using namespace acumage::acumatica;
using namespace acumage::tests;

namespace {

std::size_t without_key(const parcel& what) {
  return static_cast<std::size_t>(
      std::count_if(what.changes.begin(), what.changes.end(),
                    [](const change& each) { return each.key.empty(); }));
}

}  // namespace

TEST_CASE("samples: a mass update is 60 whole updates of 60 items") {
  const auto all = read_sample("02-price-mass-update.json");
  std::set<std::string> keys;
  for (const auto& each : all.changes) {
    keys.insert(acumage::fold_key(each.key));
    CHECK_FALSE(each.inserted.empty());
    CHECK_FALSE(each.deleted.empty());
  }
  CHECK(all.changes.size() == 60);
  CHECK(keys.size() == 60);
}

TEST_CASE("samples: padded rows find their other half, null prices stay null") {
  const auto all = read_sample("03-price-padded-and-null.json");
  REQUIRE(all.changes.size() == 5);
  for (const auto& each : all.changes) CHECK_FALSE((each.inserted.empty() || each.deleted.empty()));
  CHECK(all.changes[1].key == "chair-13");
  const auto columns = read_row(entity::pricing, all.changes[1].inserted, {});
  REQUIRE(columns.ok());
  CHECK(columns->at(concept_id::default_price).type == cell::kind::null);
}

TEST_CASE("samples: the halves are no duplicates of each other, and of one version") {
  const auto gone = read_sample("04-price-halves-deleted.json");
  const auto come = read_sample("05-price-halves-inserted.json");
  REQUIRE(gone.changes.size() == 2);
  REQUIRE(come.changes.size() == 2);
  CHECK(gone.fingerprint != come.fingerprint);
  for (std::size_t i = 0; i < 2; ++i) {
    CHECK(gone.changes[i].key == come.changes[i].key);
    CHECK(gone.changes[i].stamp == come.changes[i].stamp);
    CHECK(gone.changes[i].inserted.empty());
    CHECK(come.changes[i].deleted.empty());
  }
}

TEST_CASE("samples: bad rows are kept beside their good neighbours") {
  const auto all = read_sample("06-price-bad-rows.json");
  CHECK(all.changes.size() == 7);
  CHECK(without_key(all) == 2);
  CHECK(all.changes.front().key == "LAMP-11");
  CHECK(all.changes.back().key == "DESK-05");
}

TEST_CASE("samples: the unrouted query is unrouted until it is mapped") {
  const auto all = read_sample("07-price-unrouted.json");
  CHECK(all.unrouted);
  REQUIRE(all.changes.size() == 1);
  auto how = demo_reading();
  CHECK_FALSE(reroute(all.changes.front(), how).ok());
  how.queries["Price List Web"] = entity::pricing;
  CHECK(reroute(all.changes.front(), how)->key == "SHELF-01");
}

TEST_CASE("samples: the late one is older than the one it must not overwrite") {
  const auto first = read_sample("01-price-single.json").changes;
  const auto late = read_sample("08-price-older.json").changes;
  REQUIRE(first.size() == 1);
  REQUIRE(late.size() == 1);
  CHECK(late.front().key == first.front().key);
  CHECK(late.front().stamp < first.front().stamp);
}

TEST_CASE("samples: the corrections are newer than what they mend") {
  const auto all = read_changes(sample_text("09-price-corrections.ndjson"),
                                changes_form::by_content, demo_reading(), 0);
  REQUIRE(all.ok());
  REQUIRE(all->parcels.size() == 3);
  const auto bad = read_sample("06-price-bad-rows.json").changes;
  for (const auto& each : all->parcels) {
    const auto& mended = each.changes.front();
    const auto same = std::find_if(bad.begin(), bad.end(),
                                   [&](const change& old) { return old.key == mended.key; });
    REQUIRE(same != bad.end());
    CHECK(same->stamp < mended.stamp);
  }
}

namespace {

std::string cell_text(const std::string& json, concept_id which) {
  return acumage::tests::cell_text(entity::inventory, json, which);
}

std::set<std::string> keys_of(const parcel& what) {
  std::set<std::string> keys;
  for (const auto& each : what.changes) {
    CHECK(each.entity == entity::inventory);
    keys.insert(each.key);
  }
  return keys;
}

}  // namespace

TEST_CASE("samples: quantities come by item and warehouse, padded or not") {
  const auto all = read_sample("10-quantity-two-warehouses.json");
  CHECK(keys_of(all) == std::set<std::string>{"CHAIR-12@EAST", "CHAIR-12@WEST", "DESK-04@OUTLET",
                                              "LAMP-07@EAST", "LAMP-07@WEST", "RUG-02@EAST"});
  for (const auto& each : all.changes) CHECK_FALSE((each.inserted.empty() || each.deleted.empty()));
  const auto& unchanged = all.changes.back();
  CHECK(unchanged.key == "RUG-02@EAST");
  CHECK(cell_text(unchanged.inserted, concept_id::on_hand) == "-");
  CHECK(cell_text(unchanged.inserted, concept_id::available) == "18.000000");
}

TEST_CASE("samples: the mass update of quantities is of 24 items in two warehouses") {
  const auto all = read_sample("11-quantity-mass-update.json");
  CHECK(all.changes.size() == 48);
  CHECK(keys_of(all).size() == 48);
  for (const auto& each : all.changes) CHECK_FALSE((each.inserted.empty() || each.deleted.empty()));
}

TEST_CASE("samples: one warehouse of an item, and items that the shop does not sell") {
  const auto one = keys_of(read_sample("12-quantity-one-warehouse.json"));
  CHECK(one.size() == 10);
  for (const auto& key : one) CHECK(key.substr(key.size() - 5) == "@EAST");
  CHECK(keys_of(read_sample("13-quantity-unknown-sku.json")) ==
        std::set<std::string>{"RUG-04@EAST", "RUG-04@WEST", "SHELF-08@EAST", "SHELF-08@WEST"});
}

TEST_CASE("samples: the halves of a quantity's update are of one version, a removal is alone") {
  const auto gone = read_sample("14-quantity-halves-deleted.json");
  const auto come = read_sample("15-quantity-halves-inserted.json");
  CHECK(gone.fingerprint != come.fingerprint);
  CHECK(keys_of(gone) == keys_of(come));
  CHECK(gone.changes.front().stamp == come.changes.front().stamp);
  const auto removal = read_sample("16-quantity-removal.json");
  REQUIRE(removal.changes.size() == 1);
  CHECK(removal.changes.front().inserted.empty());
  CHECK(keys_of(removal) == std::set<std::string>{"LAMP-20@WEST"});
}

TEST_CASE("samples: odd rows of quantities") {
  const auto all = read_sample("17-quantity-odd-rows.json");
  REQUIRE(all.changes.size() == 5);
  CHECK(all.changes[0].key == "LAMP-05@REPAIR");
  CHECK(cell_text(all.changes[1].inserted, concept_id::on_hand) == "abc");
  CHECK(cell_text(all.changes[2].inserted, concept_id::warehouse) == "absent");
  CHECK(cell_text(all.changes[4].inserted, concept_id::on_hand) == "1.4e1");
}

TEST_CASE("samples: the baseline is of quantities alone, in every warehouse") {
  const auto all = read_changes(sample_text("18-quantity-baseline.ndjson"),
                                changes_form::by_content, demo_reading(), 0);
  REQUIRE(all.ok());
  std::set<std::string> warehouses;
  for (const auto& part : all->parcels)
    for (const auto& each : part.changes) {
      CHECK(each.entity == entity::inventory);
      warehouses.insert(cell_text(each.inserted, concept_id::warehouse));
    }
  CHECK(warehouses == std::set<std::string>{"EAST", "OUTLET", "WEST"});
}
