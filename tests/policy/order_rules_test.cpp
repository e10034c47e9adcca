#include "policy/order_rules.hpp"

#include "policy/order_record.hpp"
#include "policy/order_states.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <string>

using namespace acumage;
using namespace acumage::policy;

namespace {

constexpr const char* completed =
    R"({"number":"000000104","action":"comment","status":"complete"})";

told_column says(std::string number) { return {true, std::move(number)}; }
constexpr auto no_column = [] { return told_column{}; };
told_column null() { return {true, std::nullopt}; }

erp_order_row row(told_column number, told_text status) {
  erp_order_row made;
  made.store_number = std::move(number);
  made.status = std::move(status);
  return made;
}

/// An ERP's order and the settings of a shop that takes orders of type SO.
struct desk {
  order_options options;
  known_document known;
  bool unmapped = false;
  bool delivered_before = false;
  std::uint64_t sequence = 0;

  explicit desk(std::string key = "SO SO009123") {
    known.key = std::move(key);
    options.types = {"so"};
    options.statuses = {{"Open", "processing"}, {"Completed", "complete"}, {"On Hold", "hold"},
                        {"Released", "unhold"}, {"Canceled", "cancel"},    {"Voided", "canceled"}};
  }
  std::string push(const erp_order_row& told, std::uint64_t stamp) {
    const auto laid = lay_order(told, {stamp, ++sequence}, known);
    const auto ruled = rule_on_order({.known = known,
                                      .laid = laid,
                                      .number_column_there = told.store_number.there,
                                      .delivered_before = delivered_before},
                                     options);
    unmapped = ruled.unmapped_status;
    const auto& what = ruled.what;
    if (const auto* publish = std::get_if<policy::publish>(&what)) return publish->value;
    if (const auto* filter = std::get_if<policy::filter>(&what)) return "filter " + filter->reason;
    if (const auto* old = std::get_if<policy::supersede>(&what)) return "supersede " + old->reason;
    const auto& letter = std::get<policy::reject>(what);
    return std::string{to_string(letter.reason)} + " " + letter.error;
  }
};

bool begins(const std::string& text, const std::string& with) { return text.starts_with(with); }

}  // namespace

TEST_CASE("order rules: the status is told of the store's order by its exact text [SPEC 7 Order]") {
  desk one;
  CHECK(one.push(row(says("000000104"), "Completed"), 10) == completed);
  CHECK(one.push(row(says("000000104"), "completed"), 11) == "filter unmapped status");
  CHECK(one.unmapped);
  CHECK(one.push(row(null(), "Completed"), 12) == completed);
  CHECK_FALSE(one.unmapped);
}

TEST_CASE(
    "order rules: cancellations and holds are calls, also by Magento's names [SPEC 7 Order]") {
  desk one;
  const auto told = [&](const char* status) { return one.push(row(says("7"), status), 10); };
  CHECK(told("On Hold") == R"({"number":"7","action":"hold"})");
  CHECK(told("Released") == R"({"number":"7","action":"unhold"})");
  CHECK(told("Canceled") == R"({"number":"7","action":"cancel"})");
  CHECK(told("Voided") == R"({"number":"7","action":"cancel"})");
}

TEST_CASE("order rules: a status is told with the state that a setting gives it [SPEC 7 Order]") {
  desk one;
  one.options.statuses = {{"Open", "Processing / picked"}, {"Void", "Fraud"}, {"Held", "HOLD"}};
  const auto told = [&](const char* status) { return one.push(row(says("7"), status), 10); };
  CHECK(told("Open") ==
        R"({"number":"7","action":"comment","status":"picked","state":"processing"})");
  CHECK(told("Void") == R"({"number":"7","action":"comment","status":"fraud"})");
  CHECK(told("Held") == R"({"number":"7","action":"hold"})");
}

TEST_CASE("order states: which state a status belongs to [SPEC 7 Order]") {
  const auto belongs_to = [](const char* mapped, const char* state) {
    order_record record;
    set_status(record, mapped);
    return belongs(record, state);
  };
  CHECK(belongs_to("fraud", "processing"));
  CHECK(belongs_to("fraud", "payment_review"));
  CHECK_FALSE(belongs_to("fraud", "new"));
  CHECK(belongs_to("pending", "new"));
  CHECK_FALSE(belongs_to("new", "new"));  // a state, and no status of it
  CHECK_FALSE(belongs_to("picked", "processing"));
  CHECK(belongs_to("processing/picked", "processing"));
  CHECK_FALSE(belongs_to("complete/picked", "processing"));
}

TEST_CASE("order rules: only the types of the settings, only when switched on [SPEC 7 Order]") {
  desk quote{"QT QT000077"};
  CHECK(quote.push(row(says("7"), "Open"), 10) == "filter order type");
  desk lower{"so SO009123"};
  CHECK(lower.push(row(says("000000104"), "Completed"), 10) == completed);
  lower.options.enabled = false;
  CHECK(lower.push(row(says("000000104"), "Completed"), 11) == "filter switched off");
}

TEST_CASE("order rules: null is unchanged, in either order of arrival [SPEC 5]") {
  desk one;
  CHECK(begins(one.push(row(null(), "Completed"), 11), R"({"waits":"no store order number)"));
  CHECK(one.push(row(says("000000104"), std::nullopt), 10) == completed);
}

TEST_CASE("order rules: a row none of whose fields is newer is superseded [SPEC 7 Order]") {
  desk one;
  one.push(row(says("000000104"), "Completed"), 10);
  CHECK(one.push(row(says("000000104"), "Open"), 9) == "supersede a newer version is known");
  CHECK(one.push(row(null(), "Open"), 9) == "supersede a newer version is known");
  auto partly = row(null(), "Open");
  partly.email = "a@b.example";  // never known: this field is news
  CHECK(one.push(partly, 9) == completed);
  // It says nothing at all, so it is no older than anything either.
  CHECK(one.push(row(null(), std::nullopt), 1) == completed);
}

TEST_CASE("order rules: a change that meets its own traces is not older [SPEC 7 Order]") {
  desk one;
  one.push(row(says("000000104"), "Completed"), 10);
  one.sequence = 0;
  CHECK(one.push(row(says("000000104"), "Completed"), 10) == completed);
}

TEST_CASE("order rules: a store number once known stays known [SPEC 7 Order]") {
  desk one;
  one.push(row(says("000000104"), "Open"), 10);
  CHECK(one.push(row(says(""), "Completed"), 11) == completed);
  CHECK(one.push(row(no_column(), "Completed"), 12) == completed);
  CHECK(one.push(row(says("000000105"), "Completed"), 13) ==
        R"({"number":"000000105","action":"comment","status":"complete"})");
  // A value is taken after an empty one whatever its version: then the order was never the ERP's.
  desk late;
  late.push(row(says(""), "Completed"), 10);
  CHECK(late.push(row(says("000000104"), std::nullopt), 9) == completed);
}

TEST_CASE("order rules: a query without the number's column creates no order [SPEC 7 Order]") {
  desk one;
  one.options.create = true;
  const auto said = one.push(row(no_column(), "Open"), 10);
  CHECK(begins(said, "data order SO SO009123: the row has no column ExternalRef"));
}

TEST_CASE("order rules: null at first sight waits and creates no order [SPEC 7 Order]") {
  desk one;
  one.options.create = true;
  CHECK(one.push(row(null(), "Open"), 10) == R"({"waits":"no store order number known yet"})");
}

TEST_CASE("order rules: without a status there is nothing to tell yet [SPEC 7 Order]") {
  desk one;
  CHECK(one.push(row(says("7"), std::nullopt), 10) == R"({"waits":"no status known yet"})");
}

TEST_CASE("order rules: an order born in the ERP is filtered unless it is created [SPEC 7 Order]") {
  desk one;
  CHECK(one.push(row(says(""), "Open"), 10) == "filter created in the ERP");
  one.options.create = true;
  CHECK(begins(one.push(row(says(""), "Open"), 11), "data order SO SO009123: Email is"));
  one.delivered_before = true;  // the store has it: its status can be told without the rest
  CHECK(one.push(row(says(""), "Completed"), 12) ==
        R"({"number":"ERP-SO-SO009123","erp_key":"SO SO009123","action":"comment",)"
        R"("status":"complete"})");
}

TEST_CASE("order rules: an order is over when nothing can follow [SPEC 7 Memory]") {
  const auto over = [](const char* status, bool delivered, const char* key = "SO SO009123") {
    desk all{key};
    all.push(row(says("000000104"), status), 1);
    return is_over(all.known, all.options, delivered);
  };
  CHECK(over("Completed", true));
  CHECK_FALSE(over("Completed", false));
  CHECK(over("Voided", true));
  CHECK_FALSE(over("Open", true));
  CHECK(over("Closed", false));  // unmapped: it is never told
  CHECK_FALSE(over("Shipping", false));
  CHECK(over("Open", false, "QT 1"));
}
