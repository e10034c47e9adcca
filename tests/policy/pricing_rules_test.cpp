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

/// Of an item that nothing was known of.
ruling first(const price_row& row, const price_options& options) {
  known_document known;
  return rule_on_price({.at = {1, 1}, .row = row}, known, options).what;
}

std::string published(const price_row& what, const price_options& options = {}) {
  const auto ruling = first(what, options);
  const auto* publish = std::get_if<struct publish>(&ruling);
  return publish ? publish->value : "-";
}

std::string filtered(const price_row& what, const price_options& options = {}) {
  const auto ruling = first(what, options);
  const auto* why = std::get_if<filter>(&ruling);
  return why ? why->reason : "-";
}

std::string rejected(const price_row& what, const price_options& options = {}) {
  const auto ruling = first(what, options);
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
  CHECK(published(row("1.005"), {.decimals = 2}) == "1.01");
  CHECK(published(row("12345678.123456"), {.decimals = 6}) == "12345678.123456");
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
  CHECK(published(row("99999999999999")) == "99999999999999");
  CHECK(published(row("20000000000000")) == "20000000000000");
}

TEST_CASE("pricing: a price that is 0 only when rounded is a dead letter [SPEC 7 Pricing]") {
  CHECK(rejected(row("0.0040"), {.decimals = 2}).find("is 0 when rounded") != std::string::npos);
  CHECK(rejected(row("0.00004999")).find("is 0 when rounded") != std::string::npos);
  CHECK(published(row("0.0050"), {.decimals = 2}) == "0.01");
  CHECK(published(row("0.000"), {.decimals = 2}) == "0");
}

TEST_CASE("pricing: more digits than PHP keeps are a dead letter [SPEC 7 Spelling]") {
  CHECK(rejected(row("999999999999.9999")).find("14 significant digits") != std::string::npos);
  CHECK(published(row("9999999999.9999")) == "9999999999.9999");
  CHECK(published(row("9999999999.99994")) == "9999999999.9999");  // rounded first
  CHECK(rejected(row("12345678901234.1")) != "-");
}

TEST_CASE("pricing: the status of an item, by text or code [SPEC 5 Words]") {
  auto item = row("5");
  for (const auto* sold : {"Active", "ac", "No Purchases", "NP", "No Request", "NR", " "}) {
    item.item_status = sold;
    CHECK(published(item) == "5");
  }
  for (const auto* not_sold : {"Inactive", "IN", "No Sales", "ns", "Marked for Deletion", "DE"}) {
    item.item_status = not_sold;
    CHECK(filtered(item) == "inactive item");
  }
  item.item_status = " Phasing Out";
  const auto parked = first(item, {});
  const auto* word = std::get_if<unknown_word>(&parked);
  REQUIRE(word != nullptr);
  CHECK(word->kind == "item_status");
  CHECK(word->word == "Phasing Out");
  price_options more;
  more.item_statuses["phasing out"] = item_sale::sold;
  more.item_statuses["active"] = item_sale::not_sold;
  CHECK(published(item, more) == "5");
  item.item_status = "Active";
  CHECK(filtered(item, more) == "inactive item");
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
