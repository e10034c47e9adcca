// The samples of shipments, customers and orders say what their table promises.
#include "acumatica/notification.hpp"
#include "messages/decimal.hpp"
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

using texts = std::set<std::string>;

texts keys_of(const parcel& what, entity expected) {
  texts keys;
  for (const auto& each : what.changes) {
    CHECK(each.entity == expected);
    CHECK(each.stamp == what.changes.front().stamp);
    keys.insert(each.key);
  }
  return keys;
}

/// The values of one column in the newer halves, each once.
texts values_of(const parcel& what, concept_id column) {
  texts values;
  for (const auto& each : what.changes)
    values.insert(cell_text(each.entity, each.inserted, column));
  return values;
}

/// "Confirmed -> Invoiced": what an update did to a column, of all its rows.
texts steps_of(const parcel& what, concept_id column) {
  texts steps;
  for (const auto& each : what.changes)
    steps.insert(cell_text(each.entity, each.deleted, column) + " -> " +
                 cell_text(each.entity, each.inserted, column));
  return steps;
}

const change& row_of(const parcel& what, const std::string& key) {
  const auto found = std::find_if(what.changes.begin(), what.changes.end(),
                                  [&](const change& each) { return each.key == key; });
  REQUIRE_MESSAGE(found != what.changes.end(), key);
  return *found;
}

}  // namespace

TEST_CASE("samples: one order ships in two parts, each line once per package") {
  const auto all = read_sample("19-shipment-two-partial.json");
  CHECK(keys_of(all, entity::shipment) == texts{"004417@SO SO009120", "004418@SO SO009120"});
  texts lines;
  for (const auto& each : all.changes) {
    const auto text = [&](concept_id column) {
      return std::string{acumage::trimmed(cell_text(entity::shipment, each.inserted, column))};
    };
    lines.insert(text(concept_id::shipment_number) + " " + text(concept_id::order_line) + " " +
                 text(concept_id::item) + " " + text(concept_id::shipped_quantity) + " " +
                 text(concept_id::tracking_number));
  }
  CHECK(lines == texts{"004417 1 LAMP-07 2.000000 1Z999AA10123456784",
                       "004417 1 LAMP-07 2.000000 1Z999AA10123456793",
                       "004417 2 CHAIR-03 2.000000 1Z999AA10123456784",
                       "004417 2 CHAIR-03 2.000000 1Z999AA10123456793",
                       "004418 1 LAMP-07 3.000000 -"});
  CHECK(values_of(all, concept_id::status) == texts{"Confirmed"});
}

TEST_CASE("samples: a tracking number comes later, and nothing else with it") {
  const auto all = read_sample("20-shipment-late-tracking.json");
  CHECK(keys_of(all, entity::shipment) == texts{"004418@SO SO009120"});
  CHECK(steps_of(all, concept_id::tracking_number) == texts{"- -> 1Z999AA10123456802"});
  CHECK(values_of(all, concept_id::shipped_quantity) == texts{"-"});
  CHECK(values_of(all, concept_id::status) == texts{"-"});
}

TEST_CASE("samples: a drop shipment names no ShipVia, a receipt is no issue") {
  const auto drop = read_sample("21-shipment-drop-ship.json");
  CHECK(keys_of(drop, entity::shipment) == texts{"004419@SO SO009121"});
  CHECK(values_of(drop, concept_id::shipment_type) == texts{"Drop-Shipment"});
  CHECK(values_of(drop, concept_id::ship_via) == texts{"-"});
  const auto receipt = read_sample("22-shipment-receipt.json");
  CHECK(keys_of(receipt, entity::shipment) == texts{"004420@RC RC000031"});
  CHECK(values_of(receipt, concept_id::operation) == texts{"Receipt"});
}

TEST_CASE("samples: a shipment is confirmed, invoiced and completed, each step newer") {
  const auto first = read_sample("19-shipment-two-partial.json");
  const auto invoiced = read_sample("23-shipment-invoiced.json");
  const auto completed = read_sample("24-shipment-completed.json");
  CHECK(keys_of(invoiced, entity::shipment) == texts{"004417@SO SO009120"});
  CHECK(keys_of(completed, entity::shipment) == keys_of(invoiced, entity::shipment));
  CHECK(steps_of(invoiced, concept_id::status) == texts{"Confirmed -> Invoiced"});
  CHECK(values_of(invoiced, concept_id::invoice_number) == texts{"AR009988"});
  CHECK(steps_of(completed, concept_id::status) == texts{"Invoiced -> Completed"});
  CHECK(values_of(completed, concept_id::tracking_number) == texts{"-"});
  CHECK(first.changes.front().stamp < invoiced.changes.front().stamp);
  CHECK(invoiced.changes.front().stamp < completed.changes.front().stamp);
}

TEST_CASE("samples: customers come new, with nulls, twice and with another e-mail") {
  const auto fresh = read_sample("25-customer-new.json");
  CHECK(keys_of(fresh, entity::customer) == texts{"C000901", "C000902"});
  CHECK(values_of(fresh, concept_id::customer_class) == texts{"WEB", "INTL"});
  const auto update = read_sample("26-customer-update-nulls.json");
  CHECK(keys_of(update, entity::customer) == texts{"C000902"});
  CHECK(steps_of(update, concept_id::phone) == texts{"+1 207 555 0142 -> +1 207 555 0177"});
  CHECK(steps_of(update, concept_id::address_line_2) == texts{"Suite 5 -> "});  // cleared
  CHECK(values_of(update, concept_id::email) == texts{"-"});
  CHECK(read_sample("27-customer-sent-again.json").fingerprint == update.fingerprint);
  const auto moved = read_sample("28-customer-new-email.json");
  CHECK(keys_of(moved, entity::customer) == texts{"C000902"});
  CHECK(values_of(moved, concept_id::email) == texts{"orders@harborlights.example"});
}

TEST_CASE("samples: an unmapped class and an invalid e-mail stand beside a good customer") {
  const auto all = read_sample("29-customer-odd-rows.json");
  CHECK(keys_of(all, entity::customer) == texts{"C000903", "C000904", "C000905"});
  const auto text = [&](const char* key, concept_id column) {
    return cell_text(entity::customer, row_of(all, key).inserted, column);
  };
  CHECK(text("C000903", concept_id::customer_class) == "STAFF");
  CHECK(text("C000904", concept_id::email).find('@') == std::string::npos);
  CHECK(text("C000905", concept_id::email) == "ravi.patel@example.com");
}

TEST_CASE("samples: orders change status, are held, freed and canceled, in this order") {
  const auto all = read_sample("30-order-statuses.json");
  CHECK(keys_of(all, entity::order) ==
        texts{"SO SO009120", "SO SO009121", "SO SO009122", "SO SO009123"});
  CHECK_FALSE(row_of(all, "SO SO009120").deleted.empty());
  CHECK(row_of(all, "SO SO009122").deleted.empty());
  auto last = all.changes.front().stamp;
  struct step {
    const char* file;
    const char* key;
    const char* what;
  };
  for (const auto& [file, key, what] :
       {step{"31-order-hold.json", "SO SO009122", "Open -> On Hold"},
        step{"32-order-unhold.json", "SO SO009122", "On Hold -> Open"},
        step{"33-order-cancel.json", "SO SO009123", "Open -> Canceled"}}) {
    const auto one = read_sample(file);
    CHECK(keys_of(one, entity::order) == texts{key});
    CHECK(steps_of(one, concept_id::status) == texts{what});
    CHECK(last < one.changes.front().stamp);
    last = one.changes.front().stamp;
  }
}

TEST_CASE("samples: a store's number that is null is not one that is empty") {
  auto how = demo_reading();
  how.aliases.add(entity::order, concept_id::store_order_number, "ExternalRef");
  const auto number_in = [&](const char* file) {
    const auto all = read_sample(file);
    const auto columns = read_row(entity::order, all.changes.front().inserted, how.aliases);
    REQUIRE(columns.ok());
    return columns->at(concept_id::store_order_number);
  };
  CHECK(number_in("34-order-null-number.json").type == cell::kind::null);
  CHECK(number_in("35-order-born-in-erp.json").type == cell::kind::string);
  CHECK(number_in("35-order-born-in-erp.json").text.empty());
  CHECK(number_in("30-order-statuses.json").text == "000000101");
}

TEST_CASE("samples: an order born in the ERP brings its lines and addresses, and they add up") {
  const auto all = read_sample("35-order-born-in-erp.json");
  CHECK(keys_of(all, entity::order) == texts{"SO SO009130"});
  const auto columns = read_row(entity::order, all.changes.front().inserted, {});
  REQUIRE(columns.ok());
  const auto lines = read_rows(entity::order, columns->at(concept_id::details).text, {});
  REQUIRE(lines.ok());
  texts items;
  acumage::decimal sum;
  for (const auto& line : *lines) {
    items.insert(std::string{acumage::trimmed(line.at(concept_id::item).text)});
    sum = sum + *acumage::decimal::parse(line.at(concept_id::extended_price).text);
  }
  CHECK(items == texts{"DESK-04", "LAMP-09", "LAMP-12"});
  CHECK(sum.to_string() ==
        acumage::decimal::parse(columns->at(concept_id::order_total).text)->to_string());
  for (const auto address : {concept_id::billing_address, concept_id::shipping_address})
    CHECK(cell_text(entity::customer, columns->at(address).text, concept_id::country) == "US");
}

TEST_CASE("samples: a status and an order type that the demo does not map") {
  const auto all = read_sample("36-order-unmapped-status.json");
  CHECK(keys_of(all, entity::order) == texts{"SO SO009125", "QT QT000077"});
  CHECK(cell_text(entity::order, row_of(all, "SO SO009125").inserted, concept_id::status) ==
        "Pending Processing");
}
