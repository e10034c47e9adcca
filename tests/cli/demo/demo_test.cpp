#include "cli/demo/account.hpp"
#include "cli/demo/erp_scenes.hpp"
#include "cli/demo/samples.hpp"
#include "cli/demo/setup.hpp"
#include "messages/key.hpp"
#include "settings/settings.hpp"
#include "tests/cli/terminal/shown.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace acumage::demo {
namespace {

demo_samples all_samples() {
  const auto folder = find_samples();
  REQUIRE(folder.ok());
  auto samples = read_samples(*folder, demo_settings("data"));
  REQUIRE(samples.ok());
  return std::move(*samples);
}

TEST_CASE(
    "demo: prices, documents and quantities are sent in turns, each by name, the baseline as one") {
  const auto samples = all_samples();
  std::vector<std::string> prices;
  std::vector<std::string> quantities;
  std::vector<std::string> documents;
  for (std::size_t i = 0; i < samples.files.size(); ++i)
    (i % 2 == 1 ? documents : i % 4 == 0 ? prices : quantities).push_back(samples.files[i].path);
  CHECK(prices.size() == 9);
  CHECK(quantities.size() == 9);
  CHECK(documents.size() == 18);
  CHECK(std::is_sorted(documents.begin(), documents.end()));
  CHECK(std::is_sorted(prices.begin(), prices.end()));
  CHECK(std::is_sorted(quantities.begin(), quantities.end()));
  CHECK(prices.back() < quantities.front());
  CHECK(samples.files.at(samples.files.size() - 2).kind == client::feed_kind::baseline);
  const auto baselines =
      std::count_if(samples.files.begin(), samples.files.end(),
                    [](const auto& each) { return each.kind == client::feed_kind::baseline; });
  CHECK(baselines == 1);
}

TEST_CASE("demo: the newest sound price of each sample is what the store must hold") {
  const auto samples = all_samples();
  const auto& prices = samples.prices;
  CHECK(prices.at(fold_key("LAMP-07")) == "768.42");  // 02; 08 is older though it comes later
  CHECK(prices.at(fold_key("LAMP-09")) == "52.5");    // 05, the other half of 04
  CHECK(prices.at(fold_key("LAMP-12")) == "64.9");    // 09 corrects what 06 spoilt
  CHECK(prices.at(fold_key("CHAIR-05")) == "1234.5");
  CHECK(prices.at(fold_key("RUG-02")) == "89");  // an exponent
  CHECK(prices.count(fold_key(never_sold)) == 1);
  CHECK(prices.count(fold_key(sold_later)) == 1);
}

TEST_CASE("demo: the sum of a source's warehouses is what the store must hold") {
  const auto samples = all_samples();
  const auto at = [&](const char* sku, const char* source) {
    const auto found = samples.quantities.find({fold_key(sku), source});
    return found == samples.quantities.end() ? std::string{} : found->second;
  };
  CHECK(at("CHAIR-12", "wh_main") == "0");   // -3 and 2
  CHECK(at("LAMP-07", "wh_main") == "210");  // 136, which came after 138, and 74
  CHECK(at("DESK-04", "wh_outlet") == "4");
  CHECK(at("DESK-01", "wh_main") == "12");   // the second warehouse came later
  CHECK(at("DESK-02", "wh_main") == "16");   // the second warehouse came with the baseline
  CHECK(at("DESK-06", "wh_main") == "5");    // 3.75 and 1.5, rounded down
  CHECK(at("SHELF-02", "wh_main") == "30");  // not in the baseline: nothing of it in WEST
  CHECK(at("LAMP-10", "wh_main") == "131");  // 15, the other half of 14
  CHECK(at("LAMP-20", "wh_main") == "91");   // gone from WEST
  CHECK(at("RUG-02", "wh_main").empty());    // no figure came
  CHECK(at("DESK-12", "wh_main").empty());   // the baseline is remembered, not sent
  CHECK(at(never_sold, "wh_main") == "11");
}

TEST_CASE("demo: the check compares values, and names what is wrong") {
  demo_samples samples;
  samples.skus = {"A", "b", "C", "D"};
  samples.prices = {{fold_key("A"), "42.5"}, {fold_key("b"), "3"}, {fold_key("C"), "7"}};
  const std::map<std::string, std::string> store{{"A", "42.500000"}, {"b", "4"}};
  const auto price_of = [&](const std::string& sku) {
    const auto found = store.find(sku);
    return found == store.end() ? std::string{} : found->second;
  };
  const auto all = check_prices(samples, {}, price_of);
  CHECK(all.equal == 1);
  CHECK(all.wrong == std::vector<std::string>{"b: 4 in the store; expected 3",
                                              "C: no price in the store; expected 7"});
  CHECK(check_prices(samples, {fold_key("C")}, price_of).wrong.size() == 1);
}

TEST_CASE("demo: the check of quantities names the source") {
  demo_samples samples;
  samples.quantities = {{{"a", "main"}, "5"}, {{"b", "main"}, "2"}, {{"c", "main"}, "1"}};
  const auto all = check_quantities(samples, {"c"}, [](const std::string& sku, const std::string&) {
    return sku == "a" ? std::string{"5.0000"} : std::string{};
  });
  CHECK(all.equal == 1);
  CHECK(all.wrong == std::vector<std::string>{"b at main: nothing in the store; expected 2"});
  CHECK_FALSE(all.right());
}

TEST_CASE("demo: the shop sells the samples but two, and the ERP's items") {
  const auto shop = shop_with({"LAMP-07", never_sold, sold_later});
  REQUIRE(shop.products.size() == 1 + erp_items);
  CHECK(shop.products[0].sku == "LAMP-07");
  CHECK(shop.products[1].sku == "SKU-000001");
}

TEST_CASE("demo: what the ERP has is summed over its warehouses, and the newest counts") {
  simulator::acumatica::erp erp;
  erp.load({.items = 2, .warehouses = 2});
  using enum simulator::acumatica::entity;
  REQUIRE(erp.write(item, {{"InventoryID", "SKU-000002"}, {"DefaultPrice", "42.5"}}));
  for (const auto& [warehouse, pieces] : {std::pair{"EAST", "75"}, {"WEST", "4"}})
    REQUIRE(erp.write(
        quantity,
        {{"InventoryID", "SKU-000002"}, {"WarehouseID", warehouse}, {"QtyOnHand", pieces}}));
  const auto all = contents_of(erp);
  CHECK(all.skus == std::vector<std::string>{"SKU-000001", "SKU-000002"});
  CHECK(all.quantities.size() == 2);
  CHECK(all.quantities.at({fold_key("SKU-000002"), "wh_main"}) == "79");
  CHECK(check_prices(all, {}, [](const auto&) { return "42.50"; }).equal == 1);
}

/// A stage without a node: the admin listener is closed.
struct empty_stage {
  empty_stage() { REQUIRE(store.start().ok()); }

  tests::shown shown;
  simulator::acumatica::erp erp;
  simulator::store store{shop_with({})};
  demo_view view{shown.to};
  std::unique_ptr<client::client> admin =
      std::move(*client::client::to({"http://127.0.0.1:1", {}, {}}));
};

TEST_CASE("demo: the scenes fail when the node does not pull") {
  empty_stage at;
  const auto seen = play({at.erp, at.store, *at.admin, at.view, [](auto) { return true; }});
  REQUIRE_FALSE(seen.ok());
  CHECK(seen.problem().code == errc::unavailable);
}

TEST_CASE("demo: it is right only if every check is") {
  const store_check good{1, {}};
  const store_check bad{1, {"LAMP-07: 42 in the store; expected 42.5"}};
  CHECK(demo_checks{good, good, good, good, good}.right());
  CHECK_FALSE(demo_checks{bad, good, good, good, good}.right());
  CHECK_FALSE(demo_checks{good, bad, good, good, good}.right());
  CHECK_FALSE(demo_checks{good, good, bad, good, good}.right());
  CHECK_FALSE(demo_checks{good, good, good, bad, good}.right());
  CHECK_FALSE(demo_checks{good, good, good, good, {}}.right());  // nothing was compared
}

TEST_CASE("demo: a folder of its own goes with it") {
  std::filesystem::path path;
  {
    const auto folder = demo_folder::make(demo_folder::after::remove);
    REQUIRE(folder.ok());
    path = (*folder)->path();
    CHECK(std::filesystem::is_directory(path));
  }
  CHECK_FALSE(std::filesystem::exists(path));
}

}  // namespace
}  // namespace acumage::demo
