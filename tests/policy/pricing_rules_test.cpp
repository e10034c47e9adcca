#include "policy/pricing_rules.hpp"

#include <doctest/doctest.h>

#include <string>

namespace acumage::policy {
namespace {

price_row row(std::optional<std::string> price) {
  price_row made;
  made.item = "LAMP-07";
  made.default_price = std::move(price);
  return made;
}

std::string published(const price_row& what, const price_options& options = {}) {
  const auto ruling = rule_on_price(what, options);
  const auto* publish = std::get_if<struct publish>(&ruling);
  return publish ? publish->value : "-";
}

std::string filtered(const price_row& what, const price_options& options = {}) {
  const auto ruling = rule_on_price(what, options);
  const auto* why = std::get_if<filter>(&ruling);
  return why ? why->reason : "-";
}

std::string rejected(const price_row& what, const price_options& options = {}) {
  const auto ruling = rule_on_price(what, options);
  const auto* why = std::get_if<reject>(&ruling);
  return why && why->reason == letter_class::data ? why->error : "-";
}

TEST_CASE("pricing: the price of the preference is sent") {
  auto both = row("42.50");
  both.sales_price = "39.9";
  CHECK(published(both) == "42.5");
  CHECK(published(both, {.price = price_preference::sales_price}) == "39.9");
}

TEST_CASE("pricing: rounded half up to the decimals, exactly [SPEC 7 Pricing]") {
  CHECK(published(row("0.00005")) == "0.0001");
  CHECK(published(row("0.00004999")) == "0");
  CHECK(published(row("1.005"), {.decimals = 2}) == "1.01");
  CHECK(published(row("12345678901234.123456"), {.decimals = 6}) == "12345678901234.123456");
  CHECK(published(row("1.25e1")) == "12.5");
}

TEST_CASE("pricing: an explicit 0 is sent, a missing price is not") {
  CHECK(published(row("0")) == "0");
  CHECK(filtered(row(std::nullopt)) == "no price");
  CHECK(filtered(row("5"), {.price = price_preference::sales_price}) == "no price");
}

TEST_CASE("pricing: items that are not active, and a lane that is off, are filtered") {
  auto item = row("5");
  item.item_status = "Inactive";
  CHECK(filtered(item) == "inactive item");
  item.item_status = "AC";
  CHECK(published(item) == "5");
  item.item_status = " active ";
  CHECK(published(item) == "5");
  CHECK(filtered(row("5"), {.enabled = false}) == "switched off");
}

TEST_CASE("pricing: what the store would store wrongly is never sent") {
  CHECK(rejected(row("-0.01")).find("negative") != std::string::npos);
  CHECK(rejected(row("100000000000000")).find("more than the store's column") != std::string::npos);
  CHECK(rejected(row("99999999999999.9999995"), {.decimals = 6}) != "-");
  CHECK(published(row("99999999999999.999999"), {.decimals = 6}) == "99999999999999.999999");
}

TEST_CASE("pricing: what is not a number is a letter that says so") {
  for (const auto* text :
       {"abc", "1,234.5", "", " ", "NaN", "12abc", "1.2.3", "0x10", "--1", "1e", "."})
    CHECK(rejected(row(text)).find("is not a number") != std::string::npos);
}

TEST_CASE("pricing: a row without a SKU, or with one the store cannot hold, is a letter") {
  auto nameless = row("5");
  nameless.item.clear();
  CHECK(rejected(nameless).find("no SKU") != std::string::npos);
  auto endless = row("5");
  endless.item = std::string(65, 'X');
  CHECK(rejected(endless).find("64") != std::string::npos);
  endless.item.clear();
  for (int i = 0; i < 64; ++i) endless.item += "\xC3\xB6";
  CHECK(published(endless) == "5");
}

}  // namespace
}  // namespace acumage::policy
