// What is remembered of an item's prices, and what follows from it (SPEC 7, "Pricing").
#include "policy/pricing_rules.hpp"

#include <doctest/doctest.h>

#include <string>

namespace acumage::policy {
namespace {

struct item {
  known_document known;
  price_options options;
  std::uint64_t sequence = 0;
  bool also = false;
  bool remembered = false;

  std::string rule(price_change what) {
    what.row.item = "LAMP-07";
    if (what.at.sequence == 0) what.at.sequence = ++sequence;
    auto came = rule_on_price(what, known, options);
    also = came.also;
    remembered = came.remembered;
    return said(came.what);
  }
  std::string tell(std::uint64_t stamp, const price_row& row) {
    return rule({.at = {stamp, 0}, .row = row});
  }
  std::string now() const { return said(rule_on_known_price(known, options)); }

  static std::string said(const ruling& what) {
    if (const auto* one = std::get_if<publish>(&what)) return one->value;
    if (const auto* one = std::get_if<filter>(&what)) return one->reason;
    if (const auto* one = std::get_if<supersede>(&what)) return one->reason;
    if (const auto* one = std::get_if<unknown_word>(&what)) return one->kind;
    return "letter";
  }
};

TEST_CASE("price memory: a price that comes while the item is not sold is sent when it is") {
  item lamp;
  CHECK(lamp.tell(1, {.item = {}, .default_price = "100", .item_status = "Active"}) == "100");
  CHECK(lamp.tell(2, {.item = {}, .default_price = "150", .item_status = "Inactive"}) ==
        "inactive item");
  CHECK(lamp.remembered);
  CHECK(lamp.tell(3, {.item = {}, .item_status = "Active"}) == "150");
  CHECK_FALSE(lamp.also);
}

TEST_CASE("price memory: the price of the other kind is known when the setting asks for it") {
  item lamp;
  lamp.options.price = price_preference::sales_price;
  CHECK(lamp.tell(1, {.item = {}, .default_price = "100"}) == "no price");
  CHECK(lamp.remembered);
  lamp.options.price = price_preference::default_price;
  CHECK(lamp.now() == "100");
}

TEST_CASE("price memory: each field has its own version") {
  item lamp;
  lamp.tell(1, {.item = {}, .default_price = "100"});
  CHECK(lamp.tell(3, {.item = {}, .sales_price = "90", .item_status = "Active"}) == "100");
  // News for the price, though the row is older than the one before: the store takes no older version of
  // the key, so an entry as new as all that is known sends it.
  CHECK(lamp.tell(2, {.item = {}, .default_price = "120"}) == "sent with a newer change");
  CHECK(lamp.also);
  CHECK(lamp.now() == "120");
  CHECK(lamp.tell(1, {.item = {}, .default_price = "110"}) == newer_known);
  CHECK(lamp.now() == "120");
}

TEST_CASE("price memory: a row that brings no value for the price leaves it alone") {
  item lamp;
  lamp.tell(1, {.item = {}, .default_price = "100"});
  CHECK(lamp.tell(2, {}) == "no price");
  CHECK_FALSE(lamp.remembered);
  CHECK(lamp.tell(3, {.item = {}, .sales_price = "90"}) == "no price");
  CHECK(lamp.tell(4, {.item = {}, .default_price = "110"}) == "110");
}

TEST_CASE("price memory: what makes no sense is not remembered") {
  item lamp;
  lamp.tell(1, {.item = {}, .default_price = "100", .item_status = "Active"});
  CHECK(lamp.tell(2, {.item = {}, .default_price = "-5", .item_status = "Inactive"}) == "letter");
  CHECK_FALSE(lamp.remembered);
  CHECK(lamp.now() == "100");
  CHECK(lamp.tell(3, {.item = {}, .default_price = "105", .sales_price = "abc"}) == "105");
  CHECK(lamp.known.find(price_field::sales_price) == nullptr);
}

TEST_CASE("price memory: a baseline and a lane that is off remember, and send nothing") {
  item lamp;
  CHECK(lamp.rule({.at = {1, 0}, .row = {.item = {}, .default_price = "100"}, .baseline = true}) ==
        "baseline");
  CHECK(lamp.now() == "100");
  lamp.options.enabled = false;
  CHECK(lamp.tell(2, {.item = {}, .default_price = "110"}) == "switched off");
  lamp.options.enabled = true;
  CHECK(lamp.now() == "110");
}

TEST_CASE("price memory: a change that meets its own traces is sent again") {
  item lamp;
  const price_change one{.at = {5, 9},
                         .row = {.item = {}, .default_price = "100", .item_status = "Active"}};
  CHECK(lamp.rule(one) == "100");
  CHECK(lamp.rule(one) == "100");
  CHECK_FALSE(lamp.also);
  lamp.tell(6, {.item = {}, .item_status = "No Sales"});
  lamp.tell(7, {.item = {}, .item_status = "Active"});
  CHECK(lamp.rule(one) == "100");  // the gate of its key decides: it is no news
  CHECK_FALSE(lamp.also);
}

TEST_CASE("price memory: a replay sends what is known, and by force what its dead letter says") {
  item lamp;
  lamp.tell(1, {.item = {}, .default_price = "100"});
  lamp.tell(2, {.item = {}, .default_price = "120"});
  price_change old{.at = {1, 1}, .row = {.item = {}, .default_price = "100"}};
  CHECK(lamp.rule(old) == newer_known);
  old.owed = true;
  CHECK(lamp.rule(old) == "120");
  old.owed = false;
  old.force = true;
  CHECK(lamp.rule(old) == "100");
  CHECK(lamp.now() == "120");
}

TEST_CASE("price memory: an unknown status parks, whatever the price") {
  item lamp;
  CHECK(lamp.tell(1, {.item = {}, .default_price = "100", .item_status = "Odd"}) == "item_status");
  CHECK(lamp.remembered);
  CHECK(lamp.tell(2, {.item = {}, .item_status = "Active"}) == "100");
}

}  // namespace
}  // namespace acumage::policy
