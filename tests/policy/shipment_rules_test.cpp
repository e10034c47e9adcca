#include "policy/shipment_rules.hpp"

#include "policy/shipment_order.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

using namespace acumage;
using namespace acumage::policy;

namespace {

using names = std::vector<std::string>;

shipment_options settings() {
  shipment_options how;
  how.carriers = {{"ground", {"ups", "UPS Ground"}}};
  how.sources = {{"east", "wh_east"}};
  return how;
}

shipment_line_row line(std::string number, std::string item, std::string quantity,
                       std::string track = {}) {
  shipment_line_row row;
  if (!number.empty()) row.number = std::move(number);
  row.item = std::move(item);
  row.quantity = std::move(quantity);
  if (!track.empty()) row.track = std::move(track);
  return row;
}

/// A flat row of a confirmed shipment.
shipment_row confirmed(shipment_line_row of) {
  shipment_row row;
  row.status = "Confirmed";
  row.ship_via = "GROUND";
  row.warehouse = "EAST";
  row.store_order = "000000101";
  row.lines.push_back(std::move(of));
  return row;
}

struct paper {
  known_document known;
  std::uint64_t sequence = 0;

  paper() { known.key = "004417@SO SO009120"; }
  std::optional<ruling> lay(const shipment_row& row, std::uint64_t stamp = 1) {
    return lay_shipment(row, {stamp, ++sequence}, known);
  }
  shipment_ruling rule(const shipment_options& how = settings()) const {
    return rule_on_shipment(known, how);
  }
  std::string value(const shipment_options& how = settings()) const {
    const auto came = rule(how).what;
    REQUIRE(std::holds_alternative<publish>(came));
    return std::get<publish>(came).value;
  }
};

std::string reason(const ruling& what) {
  if (const auto* one = std::get_if<filter>(&what)) return one->reason;
  if (const auto* one = std::get_if<supersede>(&what)) return one->reason;
  if (const auto* one = std::get_if<reject>(&what)) return one->error;
  if (const auto* one = std::get_if<unknown_word>(&what)) return one->kind + " " + one->word;
  return "published";
}

letter_class letter_of(const ruling& what) {
  REQUIRE(std::holds_alternative<reject>(what));
  return std::get<reject>(what).reason;
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("shipment rules: a shipment has so many lines at most") {
  paper one;
  std::optional<ruling> full;
  for (int i = 1; i < 10'000 && !full; ++i)
    full = one.lay(confirmed(line(std::to_string(i), "LAMP-07", "1")));
  REQUIRE(full.has_value());
  CHECK(letter_of(*full) == letter_class::data);
  CHECK(reason(*full).find("row: the shipment has more lines") == 0);
  CHECK(one.known.fields.size() <= 10'000);
  CHECK_FALSE(one.lay(confirmed(line("1", "LAMP-07", "2"))));  // what is known may change
  CHECK(reason(one.rule().what) == "published");
}

TEST_CASE("shipment rules: rows equal but for the tracking number are one line [SPEC 7 Shipment]") {
  paper document;
  document.lay(confirmed(line("2", "CHAIR-12", "2.000000", "1Z2")));
  document.lay(confirmed(line("1.0", "LAMP-07", "2.000000", "1Z1")));
  document.lay(confirmed(line("1", "LAMP-07", "2", "1Z2")));
  CHECK(document.value() ==
        R"({"shipment":"004417","erp_order":"SO SO009120","order":"000000101",)"
        R"("source":"wh_east","carrier":"ups","title":"UPS Ground","notify":false,)"
        R"("create_invoice":false,"invoice":"","lines":[)"
        R"({"number":"1","sku":"LAMP-07","quantity":"2"},)"
        R"({"number":"2","sku":"CHAIR-12","quantity":"2"}],"tracks":["1Z1","1Z2"]})");
  CHECK(document.rule().quantities == names{"LAMP-07@wh_east", "CHAIR-12@wh_east"});
}

TEST_CASE("shipment rules: the same rows in any order are the same text") {
  paper one;
  paper other;
  for (const auto* number : {"9", "10", "2"})
    one.lay(confirmed(line(number, "LAMP-07", "1", std::string{"1Z"} + number)));
  for (const auto* number : {"10", "2", "9"})
    other.lay(confirmed(line(number, "LAMP-07", "1", std::string{"1Z"} + number)));
  CHECK(one.value() == other.value());
  CHECK(one.value().find(R"("number":"9")") < one.value().find(R"("number":"10")"));
}

TEST_CASE("shipment rules: null is unchanged and an empty text clears [SPEC 5 Null]") {
  paper document;
  document.lay(confirmed(line("1", "LAMP-07", "2")));
  shipment_row late;
  late.lines.push_back({});
  late.lines.front().number = "1";
  late.lines.front().track = "1Z9";
  CHECK_FALSE(document.lay(late, 2));
  CHECK(holds(document.value(), R"("ups")"));
  CHECK(holds(document.value(), R"(["1Z9"])"));
  shipment_row cleared;
  cleared.ship_via = "";
  CHECK_FALSE(document.lay(cleared, 3));
  CHECK(holds(document.value(), R"("carrier":"custom","title":"custom")"));
}

TEST_CASE("shipment rules: an older row changes nothing, field by field [SPEC 2]") {
  paper document;
  document.lay(confirmed(line("1", "LAMP-07", "3")), 5);
  CHECK(reason(*document.lay(confirmed(line("1", "LAMP-07", "2")), 4)) == newer_known);
  CHECK_FALSE(document.lay(confirmed(line("2", "DESK-04", "1")), 4));
  CHECK(holds(document.value(), R"("sku":"LAMP-07","quantity":"3")"));
  CHECK(holds(document.value(), "DESK-04"));
}

TEST_CASE("shipment rules: a row that meets its own traces counts") {
  paper document;
  const auto row = confirmed(line("", "LAMP-07", "3"));
  CHECK_FALSE(lay_shipment(row, {5, 7}, document.known));
  CHECK_FALSE(lay_shipment(row, {5, 7}, document.known));
  CHECK(holds(document.value(), R"("number":"","sku":"LAMP-07","quantity":"3")"));
}

TEST_CASE("shipment rules: rows of one change that repeat each other are none of them older") {
  paper document;
  const auto one = confirmed(line("1", "LAMP-07", "3", "1Z1"));
  const auto other = confirmed(line("1", "LAMP-07", "3", "1Z1"));
  CHECK_FALSE(lay_shipment(one, {5, 7}, document.known));
  CHECK_FALSE(lay_shipment(other, {5, 8}, document.known));
  CHECK_FALSE(lay_shipment(one, {5, 7}, document.known));  // once more, after a restart
  CHECK(lay_shipment(one, {4, 9}, document.known));
}

TEST_CASE("shipment rules: two rows of a SKU that differ ask for OrderLineNbr [SPEC 7 Shipment]") {
  paper document;
  document.lay(confirmed(line("", "LAMP-07", "2")));
  document.lay(confirmed(line("", "lamp-07", "3")));
  CHECK(letter_of(document.rule().what) == letter_class::data);
  CHECK(holds(reason(document.rule().what), "OrderLineNbr"));
  SUBCASE("and the column ends it") {
    document.lay(confirmed(line("1", "LAMP-07", "2")), 2);
    document.lay(confirmed(line("2", "LAMP-07", "3")), 2);
    CHECK(holds(document.value(), R"([{"number":"1","sku":"LAMP-07","quantity":"2"},)"
                                  R"({"number":"2","sku":"LAMP-07","quantity":"3"}])"));
  }
  SUBCASE("and so does a later state of both") {
    document.lay(confirmed(line("", "LAMP-07", "4")), 2);
    CHECK(holds(document.value(), R"([{"number":"","sku":"LAMP-07","quantity":"4"}])"));
  }
}

TEST_CASE("shipment rules: without its number a row counts for the only line of its SKU") {
  paper document;
  document.lay(confirmed(line("1", "LAMP-07", "2")), 1);
  document.lay(confirmed(line("", "LAMP-07", "3")), 2);
  CHECK(holds(document.value(), R"([{"number":"1","sku":"LAMP-07","quantity":"3"}])"));
  document.lay(confirmed(line("2", "LAMP-07", "1")), 1);
  CHECK(letter_of(document.rule().what) == letter_class::data);
}

TEST_CASE("shipment rules: nested lines that nothing tells apart are refused") {
  paper document;
  auto row = confirmed(line("", "LAMP-07", "2"));
  row.lines.push_back(line("", "LAMP-07", "2"));
  CHECK(letter_of(*document.lay(row)) == letter_class::data);
  row.lines.front().number = "1";
  CHECK_FALSE(document.lay(row));
}

TEST_CASE("shipment rules: one change of several orders asks for a row each") {
  paper document;
  auto row = confirmed(line("1", "LAMP-07", "2"));
  row.orders = 2;
  CHECK(letter_of(*document.lay(row)) == letter_class::data);
  CHECK(holds(reason(*document.lay(row)), "one row per shipment and order"));
  CHECK(document.known.fields.empty());
}

TEST_CASE("shipment rules: a quantity that makes no sense is a letter [SPEC 7 Shipment]") {
  paper document;
  for (const auto* bad : {"-1", "abc", "", "1,5", "100000000"})
    CHECK(letter_of(*document.lay(confirmed(line("1", "LAMP-07", bad)))) == letter_class::data);
  CHECK(letter_of(*document.lay(confirmed(line("1", std::string(65, 'X'), "1")))) ==
        letter_class::data);
  shipment_row nameless = confirmed({});
  nameless.lines.front().quantity = "1";
  CHECK(letter_of(*document.lay(nameless)) == letter_class::data);
  CHECK(
      holds(reason(*document.lay(confirmed(line("1", "LAMP-07", "0.00004")))), "at least 0.0001"));
  CHECK(document.known.fields.empty());
}

TEST_CASE("shipment rules: quantities are in the base unit of the item [SPEC 5 Words]") {
  auto boxes = confirmed(line("1", "LAMP-07", "2"));
  boxes.lines.front().unit = "BOX";
  boxes.lines.front().base_unit = "EA";
  paper unclear;
  CHECK(letter_of(*unclear.lay(boxes)) == letter_class::data);
  CHECK(holds(reason(*unclear.lay(boxes)), "expected a column BaseShippedQty"));
  CHECK(unclear.known.fields.empty());

  paper clear;
  boxes.lines.front().base_quantity = "24.0000";
  clear.lay(boxes);
  CHECK(holds(clear.value(), R"("quantity":"24")"));
  // A later row without it, which is unchanged: boxes are not taken for pieces.
  clear.lay(confirmed(line("1", "LAMP-07", "2", "1Z9")), 2);
  CHECK(holds(clear.value(), R"("quantity":"24")"));
  boxes.lines.front().base_quantity = "-1";
  CHECK(holds(reason(*clear.lay(boxes, 3)), "BaseShippedQty: -1 is negative"));

  paper same;
  auto pieces = confirmed(line("1", "LAMP-07", "2"));
  pieces.lines.front().unit = "ea";
  pieces.lines.front().base_unit = "EA";
  same.lay(pieces);
  CHECK(holds(same.value(), R"("quantity":"2")"));
}

TEST_CASE("shipment rules: a line without a quantity is no part yet, nor is one without a SKU") {
  paper document;
  auto row = confirmed(line("1", "LAMP-07", "1"));
  row.lines.front().quantity.reset();
  document.lay(row);
  CHECK(holds(document.value(), R"("order":"")"));  // parked
  shipment_row late;
  late.lines.push_back({});
  late.lines.front().number = "1";
  late.lines.front().quantity = "2.50000";
  document.lay(late, 2);
  CHECK(holds(document.value(), R"("quantity":"2.5")"));
}

TEST_CASE("shipment rules: a quantity of 0 takes from nothing") {
  paper document;
  document.lay(confirmed(line("1", "LAMP-07", "0.000")));
  document.lay(confirmed(line("2", "DESK-04", "1")));
  CHECK(document.rule().quantities == names{"DESK-04@wh_east"});
}

TEST_CASE("shipment rules: the trigger decides by status or Confirmed [SPEC 7 Shipment]") {
  const auto with = [](std::optional<std::string> status, std::optional<std::string> flag,
                       shipment_trigger trigger) {
    paper document;
    auto row = confirmed(line("1", "LAMP-07", "1"));
    row.status = std::move(status);
    row.confirmed = std::move(flag);
    document.lay(row);
    auto how = settings();
    how.trigger = trigger;
    return reason(document.rule(how).what);
  };
  using on = shipment_trigger;
  for (const auto* good : {"Confirmed", "F", "Partially Invoiced", "y", "Invoiced", "I",
                           "Receipted", "R", "Completed", "C", "CONFIRMED "})
    CHECK(with(good, {}, on::confirmation) == "published");
  for (const auto* early :
       {"Open", "N", "On Hold", "h", "Auto-Generated", "A", "Canceled", "L", ""})
    CHECK(with(early, {}, on::confirmation) == "not confirmed");
  CHECK(with({}, {}, on::confirmation) == "published");  // to be parked
  CHECK(with({}, "true", on::confirmation) == "published");
  CHECK(with({}, "false", on::confirmation) == "not confirmed");
  CHECK(with("On Hold", "true", on::confirmation) == "published");  // Confirmed takes precedence
  CHECK(with("Open", "0", on::confirmation) == "not confirmed");
  CHECK(with("Completed", {}, on::invoice_release) == "published");
  CHECK(with("c", {}, on::invoice_release) == "published");
  CHECK(with("Invoiced", {}, on::invoice_release) == "invoice not released");
  CHECK(with("Confirmed", "true", on::invoice_release) == "invoice not released");
}

TEST_CASE("shipment rules: of Status and Confirmed the newer one is believed") {
  paper document;
  auto row = confirmed(line("1", "LAMP-07", "1"));
  document.lay(row, 1);
  shipment_row back;
  back.confirmed = "false";
  document.lay(back, 2);
  CHECK(reason(document.rule().what) == "not confirmed");
  shipment_row again;
  again.status = "Invoiced";
  document.lay(again, 3);
  CHECK(reason(document.rule().what) == "published");
}

TEST_CASE("shipment rules: only what is issued to a customer is told [SPEC 7 Shipment]") {
  const auto with = [](const char* type, const char* operation) {
    paper document;
    auto row = confirmed(line("1", "LAMP-07", "1"));
    row.type = type;
    row.operation = operation;
    document.lay(row);
    auto how = settings();
    how.drop_ship_via = "GROUND";
    return reason(document.rule(how).what);
  };
  CHECK(with("Shipment", "Issue") == "published");
  CHECK(with("Drop-Shipment", "Issue") == "published");
  CHECK(with("Drop Shipment", "Issue") == "published");
  CHECK(with("Shipment", "Receipt") == "receipt");
  CHECK(with("Transfer", "Issue") == "transfer");
  // The stored codes.
  CHECK(with("I", "I") == "published");
  CHECK(with("h", "i") == "published");
  CHECK(with("I", "R") == "receipt");
  CHECK(with("T", "I") == "transfer");
  paper document;
  document.lay(confirmed(line("1", "LAMP-07", "1")));
  auto off = settings();
  off.enabled = false;
  CHECK(reason(document.rule(off).what) == "switched off");
}

TEST_CASE("shipment rules: a word that no table has never means no [SPEC 5 Words]") {
  paper document;
  auto row = confirmed(line("1", "LAMP-07", "1"));
  const auto with = [&](const shipment_options& how = settings()) {
    document = {};
    document.lay(row);
    return reason(document.rule(how).what);
  };
  row.status = " Picked ";
  CHECK(with() == "shipment_status Picked");
  auto how = settings();
  how.statuses["picked"] = shipment_stage::confirmed;
  CHECK(with(how) == "published");
  how.trigger = shipment_trigger::invoice_release;
  CHECK(with(how) == "invoice not released");
  row.confirmed = "true";  // says enough for one trigger, and not for the other
  CHECK(with() == "published");
  auto on_release = settings();
  on_release.trigger = shipment_trigger::invoice_release;
  CHECK(with(on_release) == "shipment_status Picked");
  row.confirmed = "ja";
  row.status = "Open";
  CHECK(with() == "confirmed ja");
  row.status = "Confirmed";
  CHECK(with() == "published");
  row.type = "Lieferung";
  CHECK(with() == "shipment_type Lieferung");
  row.type = "Shipment";
  row.operation = "Ausgabe";
  CHECK(with() == "shipment_operation Ausgabe");
  how = settings();
  how.operations["ausgabe"] = shipment_direction::issue;
  CHECK(with(how) == "published");
}

TEST_CASE("shipment rules: a ShipVia that no setting maps goes as custom [SPEC 7 Shipment]") {
  paper document;
  auto row = confirmed(line("1", "LAMP-07", "1"));
  row.ship_via = "Camel";
  document.lay(row);
  CHECK(holds(document.value(), R"("carrier":"custom","title":"Camel")"));
  const auto unmapped = document.rule().unmapped;
  REQUIRE(unmapped.size() == 1);
  CHECK(unmapped[0].kind == "ship_via");
  CHECK(unmapped[0].value == "Camel");
}

TEST_CASE("shipment rules: a drop shipment has the configured ShipVia [SPEC 7 Shipment]") {
  paper document;
  auto row = confirmed(line("1", "LAMP-07", "1"));
  row.type = "Drop-Shipment";
  row.ship_via = "Camel";
  document.lay(row);
  CHECK(letter_of(document.rule().what) == letter_class::unmapped);
  CHECK(holds(reason(document.rule().what), "dropship.ship_via"));
  auto how = settings();
  how.drop_ship_via = "Ground";
  CHECK(holds(document.value(how), R"("carrier":"ups")"));
  SUBCASE("and without a warehouse the vendors' source") {
    shipment_row cleared;
    cleared.warehouse = "";
    document.lay(cleared, 2);
    CHECK(letter_of(document.rule(how).what) == letter_class::unmapped);
    how.drop_source = "vendors";
    CHECK(holds(document.value(how), R"("source":"vendors")"));
  }
}

TEST_CASE("shipment rules: the warehouse decides the source [SPEC 7 Shipment]") {
  paper document;
  auto row = confirmed(line("1", "LAMP-07", "1"));
  row.warehouse = "east";
  document.lay(row);
  CHECK(holds(document.value(), R"("source":"wh_east")"));
  row.warehouse = "NORTH";
  document.lay(row, 2);
  CHECK(letter_of(document.rule().what) == letter_class::unmapped);
  REQUIRE(document.rule().unmapped.size() == 1);
  CHECK(document.rule().unmapped[0].kind == "warehouse");
  auto how = settings();
  how.sources.clear();
  CHECK(holds(document.value(how), R"("source":"default")"));
}

TEST_CASE("shipment rules: without a store order number it is told all the same, to be parked") {
  paper document;
  auto row = confirmed(line("1", "LAMP-07", "1"));
  row.store_order.reset();
  document.lay(row);
  CHECK(holds(document.value(), R"("order":"")"));
  auto how = settings();
  how.erp_order_prefix = "ERP-";
  CHECK(holds(document.value(how), R"("order":"")"));
  SUBCASE("an order born in the ERP has the number it was created under") {
    row.store_order = "";
    document.lay(row, 2);
    CHECK(holds(document.value(how), R"("order":"ERP-SO-SO009120")"));
    CHECK(reason(document.rule().what) == "created in the ERP");
    document.known.key = "004417@SO WEB 0012";
    CHECK(holds(document.value(how), R"("order":"ERP-SO-WEB 0012")"));
  }
}

TEST_CASE("shipment rules: what the settings ask for stands in the value") {
  paper document;
  auto row = confirmed(line("1", "LAMP-07", "1"));
  row.invoice = "AR009988";
  document.lay(row);
  CHECK(holds(document.value(), R"("invoice":"")"));
  auto how = settings();
  how.notify = true;
  how.create_invoice = true;
  CHECK(holds(document.value(how), R"("notify":true,"create_invoice":true,"invoice":"AR009988")"));
}

TEST_CASE("shipment rules: a shipment is over when nothing can follow [SPEC 7 Memory]") {
  const auto over = [](const char* status, bool delivered, const shipment_options& how) {
    paper document;
    auto row = confirmed(line("1", "LAMP-07", "1"));
    row.status = status;
    document.lay(row);
    return is_over(document.known, how, delivered);
  };
  auto invoicing = settings();
  invoicing.create_invoice = true;
  CHECK(over("Completed", true, settings()));
  CHECK_FALSE(over("Completed", false, settings()));
  CHECK_FALSE(over("Confirmed", true, settings()));
  CHECK(over("Confirmed", true, invoicing));
  CHECK(over("Canceled", false, settings()));
  CHECK(over("L", false, settings()));
  CHECK_FALSE(over("Open", false, settings()));
}

TEST_CASE("shipment rules: rows of two warehouses name a source each [SPEC 7 Shipment]") {
  auto how = settings();
  how.sources["west"] = "wh_west";
  const auto value_of = [&](const char* first, const char* second) {
    paper one;
    auto lamp = confirmed(line("1", "LAMP-07", "2"));
    lamp.warehouse = first;
    auto desk = confirmed(line("2", "DESK-04", "1"));
    desk.warehouse = second;
    CHECK_FALSE(one.lay(lamp));
    CHECK_FALSE(one.lay(desk));
    return one.value(how);
  };
  const auto both = value_of("EAST", "WEST");
  CHECK(holds(both, R"("source":"wh_east","carrier")"));
  CHECK(holds(both, R"({"number":"1","sku":"LAMP-07","quantity":"2"})"));
  CHECK(holds(both, R"({"number":"2","sku":"DESK-04","quantity":"1","source":"wh_west"})"));
  CHECK_FALSE(holds(value_of("EAST", "east"), R"("quantity":"1","source")"));
  paper unmapped;
  auto row = confirmed(line("1", "LAMP-07", "2"));
  CHECK_FALSE(unmapped.lay(row));
  row = confirmed(line("2", "DESK-04", "1"));
  row.warehouse = "NORTH";
  CHECK_FALSE(unmapped.lay(row));
  CHECK(letter_of(unmapped.rule(how).what) == letter_class::unmapped);
  CHECK(holds(reason(unmapped.rule(how).what), "NORTH has no source"));
  CHECK(unmapped.rule(how).unmapped.size() == 1);
}

TEST_CASE(
    "shipment rules: one line from two warehouses is a letter that says so [SPEC 7 Shipment]") {
  auto how = settings();
  how.sources["west"] = "wh_west";
  for (const auto* number : {"", "1"}) {
    paper one;
    auto row = confirmed(line(number, "LAMP-07", "2"));
    CHECK_FALSE(one.lay(row));
    row.warehouse = "WEST";
    CHECK_FALSE(one.lay(row));
    CHECK(letter_of(one.rule(how).what) == letter_class::data);
    CHECK(holds(reason(one.rule(how).what), "different warehouses (EAST and WEST)"));
  }
}

TEST_CASE("shipment rules: a later row moves its line alone, one without lines all of them") {
  auto how = settings();
  how.sources["west"] = "wh_west";
  paper one;
  CHECK_FALSE(one.lay(confirmed(line("1", "LAMP-07", "2"))));
  CHECK_FALSE(one.lay(confirmed(line("2", "DESK-04", "1"))));
  auto row = confirmed(line("2", "DESK-04", "1"));
  row.warehouse = "WEST";
  CHECK_FALSE(one.lay(row, 2));
  CHECK(holds(one.value(how), R"("quantity":"1","source":"wh_west"})"));
  shipment_row head;
  head.warehouse = "WEST";
  CHECK_FALSE(one.lay(head, 3));
  CHECK(holds(one.value(how), R"("source":"wh_west","carrier")"));
  CHECK_FALSE(holds(one.value(how), R"("quantity":"2","source")"));
}
