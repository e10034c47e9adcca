#include "tests/process/loads/document_load.hpp"

#include "tests/process/history_ends.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <utility>

namespace acumage::tests {

namespace {

constexpr std::array<const char*, 2> lines{"SHIP-A", "SHIP-B"};
/// Orders with an even number go on hold and off it, the others are commented on.
constexpr std::array<const char*, 8> statuses{"On Hold", "Released", "On Hold", "Released",
                                              "Open",    "Shipping", "Open",    "Shipping"};
constexpr std::size_t customers = 50;
constexpr std::size_t shipments_of_an_order = 3;
constexpr std::size_t changes_of_an_order = 4;

std::string padded(const std::string& prefix, std::size_t number, std::size_t width) {
  auto digits = std::to_string(number);
  return prefix + std::string(width - std::min(width, digits.size()), '0') + digits;
}

std::string sold_in(std::size_t order) { return padded("5", order, 8); }
std::string told_of(std::size_t order) { return padded("7", order, 8); }
std::string email_of(std::size_t customer) { return padded("c", customer, 4) + "@example.test"; }

std::string member(const std::string& name, const std::string& value) {
  return "\"" + name + "\":\"" + value + "\",";
}

std::string shipment_fields(std::size_t document, int line) {
  const auto order = document / shipments_of_an_order;
  return member("ShipmentNbr", padded("S", document, 6)) + member("Status", "Confirmed") +
         member("ShipVia", "GROUND") + member("OrderType", "SO") +
         member("OrderNbr", padded("SO", order, 6)) + member("ExternalRef", sold_in(order)) +
         member("WarehouseID", "NORTH") +
         member("InventoryID", lines.at(static_cast<std::size_t>(line))) +
         member("TrackingNbr", padded("1Z", document, 6)) +
         "\"OrderLineNbr\":" + std::to_string(line + 1) +
         ",\"ShippedQty\":" + std::to_string(line + 1);
}

/// The name alone, with the address as null; or both.
std::string customer_fields(std::size_t document, int both, std::uint64_t number) {
  const auto text = std::to_string(number);
  return member("CustomerID", padded("C", document, 6)) + member("Email", email_of(document)) +
         member("CustomerClass", "RETAIL") + member("CustomerName", "Ada N" + text) +
         (both == 0 ? R"("AddressLine1":null)"
                    : member("AddressLine1", text + " Square") + member("City", "London") +
                          member("Country", "GB") + member("PostalCode", "W1J 7NT") +
                          R"("Phone1":"+44 20 7946 0000")");
}

std::string order_fields(std::size_t document, int status) {
  return member("OrderType", "SO") + member("OrderNbr", padded("ST", document, 6)) +
         member("ExternalRef", told_of(document)) + "\"Status\":\"" +
         statuses.at(document % 2 * changes_of_an_order + static_cast<std::size_t>(status)) + "\"";
}

std::string born_fields(std::size_t document) {
  const std::string address = "{" + member("FirstName", "Ada") + member("LastName", "Lovelace") +
                              member("AddressLine1", "12 Square") + member("City", "London") +
                              member("Country", "GB") + member("PostalCode", "W1J 7NT") +
                              R"("Phone1":"+44 20 7946 0000"})";
  return member("OrderType", "SO") + member("OrderNbr", padded("BN", document, 6)) +
         member("Status", "Open") + member("ExternalRef", "") +
         member("Email", "born@example.test") + member("CurrencyID", "USD") +
         R"("OrderTotal":10,"Details":[{"InventoryID":"SHIP-A","Quantity":1,"UnitPrice":10,)"
         R"("ExtendedPrice":10}],"BillingAddress":)" +
         address + R"(,"ShippingAddress":)" + address;
}

simulator::order_draft order_with(const std::string& number, double each) {
  simulator::order_draft order;
  order.increment_id = number;
  for (const auto* sku : lines) order.lines.push_back({.sku = sku, .qty = each, .price = 10});
  return order;
}

using pieces = std::map<std::pair<std::string, std::string>, double>;  // by shipment and SKU

/// "ERP-SHIP S000001/2 SO …": "S000001".
std::string shipment_in(const std::string& marker) {
  const auto from = marker.find(' ') + 1;
  return marker.substr(from, marker.find_first_of(" /", from) - from);
}

}  // namespace

std::map<std::string, std::string> document_load::settings() {
  return {{"entities.shipment", "true"},
          {"entities.customer", "true"},
          {"entities.order", "true"},
          {"shipment_sync.create_invoice", "true"},
          {"customer_sync.classes", "RETAIL"},
          {"order_sync.order_types", "SO"},
          {"order_sync.create_erp_orders", "true"},
          {"order_statuses.Open", "pending"},
          {"order_statuses.Shipping", "processing"},
          {"order_statuses.On Hold", "hold"},
          {"order_statuses.Released", "unhold"},
          {"intake.assemble_window", "0.05"},
          {"delivery.settle_time", "0.3"},
          {"delivery.backoff_base", "0.05"}};
}

void document_load::stock(simulator::store_options& shop) {
  for (const auto* sku : lines) shop.products.push_back({.sku = sku});
}

document_load::document_load(simulator::store& shop, options how)
    : shop_{shop}, from_{{.threads = how.senders, .seed = how.seed, .make = [this](auto& random) {
                            return make(random);
                          }}} {
  for (const auto* sku : lines) shop_.set_quantity(sku, "wh_north", 1'000'000);
}

/// All that is told of a new document, or one more of a customer.
std::vector<document_load::issue> document_load::next(std::mt19937& random) {
  const auto what = static_cast<kind>(random() % 4);
  auto& begun = documents_.at(static_cast<std::size_t>(what));
  if (what == kind::customer) return {{what, random() % customers, static_cast<int>(random() % 2)}};
  const auto document = begun++;
  if (what == kind::born) return {{what, document, 0}};
  if (what == kind::shipment) {
    if (document % shipments_of_an_order == 0)
      shop_.add_order(order_with(sold_in(document / shipments_of_an_order), 1000));
    return {{what, document, 0}, {what, document, 1}};
  }
  shop_.add_order(order_with(told_of(document), 1));
  std::vector<issue> all;
  for (int status = 0; status < static_cast<int>(changes_of_an_order); ++status)
    all.push_back({what, document, status});
  return all;
}

std::string document_load::text_of(std::uint64_t number, const issue& of) const {
  static constexpr std::array<const char*, 4> entities{"shipment", "customer", "order", "order"};
  const auto fields = of.what == kind::shipment   ? shipment_fields(of.document, of.part)
                      : of.what == kind::customer ? customer_fields(of.document, of.part, number)
                      : of.what == kind::order    ? order_fields(of.document, of.part)
                                                  : born_fields(of.document);
  const auto id = std::to_string(number);
  return std::string{R"({"entity":")"} + entities.at(static_cast<std::size_t>(of.what)) +
         R"(","id":")" + id + R"(","version":)" + id + R"(,"fields":{)" + fields + "}}\n";
}

/// A few changes; of one document some come now, others after newer ones, in any order.
parcel document_load::make(std::mt19937& random) {
  parcel made;
  made.path = "/changes";
  const auto add = [&](std::uint64_t number) {
    made.body += text_of(number, issued_.at(number));
    made.numbers.push_back(number);
  };
  for (const auto& each : next(random)) {
    const auto number = issued_.size() + 1;
    issued_.emplace(number, each);
    if (random() % 4 == 0)
      late_.push_back(number);
    else
      add(number);
  }
  if (late_.empty() || (late_.size() < 20 && !made.numbers.empty())) return made;
  std::swap(late_[random() % late_.size()], late_.back());
  add(late_.back());
  late_.pop_back();
  return made;
}

void document_load::check(node_process& node, const simulator::store& store) const {
  numbers known;
  std::size_t wrong = 0;
  std::map<std::uint64_t, std::size_t> count;
  for (const auto* entity : {"shipment", "customer", "order"})
    for (const auto& [number, each] : all_ends(node, entity)) {
      ++count[number];
      INFO(entity << " " << number << " " << each.key << " " << each.reason);
      CHECK(each.outcome != "dead_lettered");
    }
  for (const auto number : from_.accepted()) count.try_emplace(number, 0);
  for (const auto& [number, ends] : count) {
    known.emplace(number, issued_.at(number));
    if (ends != 1 && ++wrong < 10) MESSAGE("document change " << number << ": " << ends << " ends");
  }
  CHECK(wrong == 0);
  check_shipments(known, store);
  check_customers(known, store);
  check_orders(known, store);
}

void document_load::check_shipments(const numbers& known, const simulator::store& store) const {
  pieces expected;
  std::map<std::string, int> tracks;
  for (const auto& each : known) {
    const auto& of = each.second;
    if (of.what != kind::shipment) continue;
    const auto name = padded("S", of.document, 6);
    expected[{name, lines.at(static_cast<std::size_t>(of.part))}] = of.part + 1;
    tracks[padded("1Z", of.document, 6)] = 1;
  }
  pieces shipped;
  pieces invoiced;
  std::map<std::string, int> tracked;
  for (const auto& each : store.shipments()) {
    REQUIRE(each.comments.size() == 1);
    const auto name = shipment_in(each.comments.front().comment);
    for (const auto& item : each.items) shipped[{name, item.sku}] += item.qty;
    for (const auto& track : each.tracks) ++tracked[track.number];
  }
  for (const auto& each : store.invoices()) {
    REQUIRE(each.comments.size() == 1);
    const auto name = shipment_in(each.comments.front().comment);
    for (const auto& item : each.items) invoiced[{name, item.sku}] += item.qty;
  }
  CHECK(shipped == expected);
  CHECK(invoiced == expected);
  CHECK(tracked == tracks);
}

void document_load::check_customers(const numbers& known, const simulator::store& store) const {
  std::map<std::string, std::string> names;
  std::map<std::string, std::string> streets;
  for (const auto& [number, of] : known) {
    if (of.what != kind::customer) continue;
    names[email_of(of.document)] = "N" + std::to_string(number);
    if (of.part == 1) streets[email_of(of.document)] = std::to_string(number) + " Square";
  }
  std::set<std::string> seen;
  for (const auto& each : store.customers()) {
    INFO(each.email);
    CHECK(seen.insert(each.email).second);
    CHECK(each.lastname == names[each.email]);
    REQUIRE(each.addresses.size() == (streets.count(each.email) == 0 ? 0U : 1U));
    if (!each.addresses.empty()) CHECK(each.addresses[0].street.at(0) == streets[each.email]);
  }
  for (const auto& each : names) CHECK(seen.count(each.first) == 1);
}

void document_load::check_orders(const numbers& known, const simulator::store& store) const {
  std::map<std::string, int> newest;
  std::set<std::string> born;
  for (const auto& each : known) {
    const auto& of = each.second;
    if (of.what == kind::order && of.document % 2 == 0) newest[told_of(of.document)] = of.part;
    if (of.what == kind::born) born.insert("ERP-SO-" + padded("BN", of.document, 6));
  }
  std::set<std::string> numbers_seen;
  for (const auto& each : store.orders()) {
    INFO(each.increment_id);
    CHECK(numbers_seen.insert(each.increment_id).second);
    std::set<std::string> comments;
    for (const auto& comment : each.comments) CHECK(comments.insert(comment.comment).second);
    if (const auto found = newest.find(each.increment_id); found != newest.end())
      CHECK((each.state == "holded") == (found->second % 2 == 0));
    if (each.increment_id.starts_with("ERP-")) CHECK(born.erase(each.increment_id) == 1);
  }
  CHECK(born.empty());
}

}  // namespace acumage::tests
