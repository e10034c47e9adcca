#include "bin/demo_account.hpp"
#include "bin/demo_samples.hpp"
#include "bin/demo_setup.hpp"
#include "messages/key.hpp"
#include "tests/bin/shown.hpp"

#include <doctest/doctest.h>

#include <algorithm>

namespace acumage::bin {
namespace {

TEST_CASE("demo: the newest sound price of each sample is what the store must hold") {
  const auto folder = find_samples();
  REQUIRE(folder.ok());
  const auto samples = read_samples(*folder, demo_settings("data"));
  REQUIRE(samples.ok());
  CHECK(samples->files.size() >= 9);
  CHECK(std::is_sorted(samples->files.begin(), samples->files.end()));
  const auto& prices = samples->prices;
  CHECK(prices.at(fold_key("LAMP-07")) == "768.42");  // 02; 08 is older though it comes later
  CHECK(prices.at(fold_key("LAMP-09")) == "52.5");    // 05, the other half of 04
  CHECK(prices.at(fold_key("LAMP-12")) == "64.9");    // 09 corrects what 06 spoilt
  CHECK(prices.at(fold_key("CHAIR-05")) == "1234.5");
  CHECK(prices.at(fold_key("RUG-02")) == "89");  // an exponent
  CHECK(prices.count(fold_key(never_sold)) == 1);
  CHECK(prices.count(fold_key(sold_later)) == 1);
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

TEST_CASE("demo: the shop sells the samples but two") {
  const auto shop = shop_with({"LAMP-07", never_sold, sold_later});
  REQUIRE(shop.products.size() == 1);
  CHECK(shop.products[0].sku == "LAMP-07");
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
}  // namespace acumage::bin
