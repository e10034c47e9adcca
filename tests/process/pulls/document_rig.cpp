#include "tests/process/pulls/document_rig.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdio>
#include <utility>
#include <vector>

namespace acumage::tests {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t items = 10;

std::map<std::string, std::string> document_settings(std::map<std::string, std::string> more) {
  more.insert({{"entities.shipment", "true"},
               {"entities.customer", "true"},
               {"entities.order", "true"},
               {"queries.Acumage Shipment", "shipment"},
               {"queries.Acumage Customer", "customer"},
               {"queries.Acumage Order", "order"},
               {"pull.shipment.name", "Acumage Shipment"},
               {"pull.customer.name", "Acumage Customer"},
               {"pull.order.name", "Acumage Order"},
               {"customer_sync.classes", "GLOBAL"},
               {"order_sync.order_types", "SO"},
               {"order_statuses.Open", "unhold"},
               {"order_statuses.On Hold", "hold"},
               {"order_statuses.Canceled", "cancel"},
               {"intake.assemble_window", "0.1"},
               {"delivery.settle_time", "1"},
               {"delivery.backoff_base", "0.1"}});
  return more;
}

std::string numbered(const char* form, std::size_t number) {
  char text[32];
  std::snprintf(text, sizeof text, form, number);
  return text;
}

std::string store_number(std::size_t order) { return numbered("%09zu", order); }

/// "SKU-000001=2 SKU-000002=1 1Z01"
std::string shipment_text(const std::map<std::string, double>& quantities,
                          const std::string& track) {
  std::string text;
  for (const auto& [sku, quantity] : quantities)
    text += sku + "=" + std::to_string(static_cast<int>(quantity)) + " ";
  return text + track;
}

std::string text_of(const sim::fields& row, const std::string& column) {
  return row.at(column).value_or(std::string{});
}

}  // namespace

document_rig::document_rig(std::map<std::string, std::string> settings, sim::options setup)
    : pull_rig{items, document_settings(std::move(settings)), std::move(setup)} {
  erp.clock().step(-300s);
  erp.load({.items = items, .customers = each, .orders = each, .shipments = shipped});
  erp.clock().step(100s);
  std::map<std::string, simulator::order_draft> drafts;
  for (const auto& line : erp.rows(sim::entity::order_line)) {
    const auto number = text_of(line, "OrderNbr");
    auto& draft = drafts[number];
    draft.increment_id = "000" + number.substr(2);
    draft.lines.push_back({.sku = text_of(line, "InventoryID"),
                           .qty = std::stod(text_of(line, "Quantity")),
                           .price = 10});
  }
  for (std::size_t i = 1; i <= items; ++i) store.set_quantity(sku(i), "wh_one", 10'000);
  for (auto& [number, draft] : drafts) store.add_order(std::move(draft));
  for (std::size_t i = shipped + 1; i <= shipped + 4; ++i) write_status(i, "On Hold", unpushed());
  erp.clock().step(100s);
  start();
}

std::string document_rig::customer(std::size_t number) { return numbered("C%06zu", number); }
std::string document_rig::order_number(std::size_t number) { return numbered("SO%06zu", number); }
std::string document_rig::shipment(std::size_t number) { return numbered("SH%06zu", number); }

void document_rig::write_customer(std::size_t number, const std::string& city,
                                  const sim::how& way) {
  const auto done =
      erp.write(sim::entity::customer, {{"CustomerID", customer(number)}, {"City", city}}, way);
  REQUIRE_MESSAGE(done, done.problem().message);
}

void document_rig::write_status(std::size_t order, const std::string& status, const sim::how& way) {
  const auto done =
      erp.write(sim::entity::order,
                {{"OrderType", "SO"}, {"OrderNbr", order_number(order)}, {"Status", status}}, way);
  REQUIRE_MESSAGE(done, done.problem().message);
}

void document_rig::ship(std::size_t order, const std::string& status, const sim::how& way) {
  std::vector<sim::fields> rows;
  for (const auto& line : erp.rows(sim::entity::order_line)) {
    if (text_of(line, "OrderNbr") != order_number(order)) continue;
    const auto number = text_of(line, "LineNbr");
    rows.push_back({{"ShipmentNbr", shipment(order)},
                    {"LineNbr", number},
                    {"Type", "Shipment"},
                    {"Operation", "Issue"},
                    {"Status", status},
                    {"ShipVia", "UPS"},
                    {"WarehouseID", "EAST"},
                    {"OrderType", "SO"},
                    {"OrderNbr", order_number(order)},
                    {"ExternalRef", store_number(order)},
                    {"OrderLineNbr", number},
                    {"InventoryID", text_of(line, "InventoryID")},
                    {"ShippedQty", text_of(line, "Quantity")},
                    {"TrackingNbr", "1Z-" + order_number(order)}});
  }
  const auto done = erp.write_all(sim::entity::shipment, rows, way);
  REQUIRE_MESSAGE(done, done.problem().message);
}

void document_rig::pull_all() {
  for (const auto* entity : {"customer", "order", "shipment"}) {
    const auto done = run(entity, R"("all":true)");
    CHECK_MESSAGE(done.state == "done", done.error);
    come_to_rest();
  }
  CHECK(documents_in_store() == documents_in_erp());
  CHECK(node.stat("dead_letters/total") == 0);
}

document_rig::texts document_rig::documents_in_erp() const {
  texts all;
  for (const auto& row : erp.rows(sim::entity::customer))
    all["customer " + text_of(row, "CustomerID")] =
        text_of(row, "Email") + " " + text_of(row, "LastName") + " " + text_of(row, "City");
  for (const auto& row : erp.rows(sim::entity::order)) {
    const auto status = text_of(row, "Status");
    all["order " + text_of(row, "OrderNbr")] = status == "On Hold"    ? "holded"
                                               : status == "Canceled" ? "canceled"
                                                                      : "open";
  }
  std::map<std::string, std::pair<std::map<std::string, double>, std::string>> shipments;
  for (const auto& row : erp.rows(sim::entity::shipment)) {
    if (text_of(row, "Status") != "Confirmed") continue;
    auto& [quantities, track] = shipments[text_of(row, "OrderNbr")];
    quantities[text_of(row, "InventoryID")] += std::stod(text_of(row, "ShippedQty"));
    track = text_of(row, "TrackingNbr");
  }
  for (const auto& [order, what] : shipments)
    all["shipment of " + order] = shipment_text(what.first, what.second);
  return all;
}

document_rig::texts document_rig::documents_in_store() const {
  texts all;
  for (const auto& one : store.customers()) {
    const auto id = "C" + one.email.substr(5, 6);
    all["customer " + id] = one.email + " " + one.lastname + " " +
                            (one.addresses.empty() ? "" : one.addresses.front().city);
  }
  std::map<std::int64_t, std::string> numbers;
  for (const auto& one : store.orders()) {
    const auto number = "SO" + one.increment_id.substr(3);
    numbers[one.entity_id] = number;
    const bool is_plain = one.state != "holded" && one.state != "canceled";
    all["order " + number] = is_plain ? "open" : one.state;
  }
  for (const auto& one : store.shipments()) {
    std::map<std::string, double> quantities;
    for (const auto& item : one.items) quantities[item.sku] += item.qty;
    auto& text = all["shipment of " + numbers[one.order_id]];
    text += shipment_text(quantities, one.tracks.empty() ? "" : one.tracks.front().number);
  }
  return all;
}

document_rig::texts document_rig::repeated() const {
  std::map<std::string, int> times;
  for (const auto& one : store.requests()) {
    const bool act = one.path.ends_with("/hold") || one.path.ends_with("/cancel") ||
                     one.path.ends_with("/ship") || one.path.ends_with("/customers");
    if (act && one.method == "POST" && one.status < 300) ++times[one.path];
  }
  texts more;
  for (const auto& [path, count] : times)
    if (count > 1 && !path.ends_with("/customers")) more[path] = std::to_string(count);
  for (const auto& [path, count] : times)
    if (path.ends_with("/customers") && static_cast<std::size_t>(count) > store.customers().size())
      more[path] = std::to_string(count);
  return more;
}

}  // namespace acumage::tests
