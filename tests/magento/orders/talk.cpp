#include "talk.hpp"

#include "../transcripts.hpp"
#include "messages/json_text.hpp"
#include "messages/key.hpp"
#include "policy/order_states.hpp"

#include <doctest/doctest.h>
#include <simdjson.h>

#include <algorithm>
#include <string_view>
#include <utility>

namespace acumage::tests {

namespace {

constexpr const char* file = "magento_orders.jsonl";

std::string text_in(const std::string& body, const char* object, const char* name) {
  simdjson::dom::parser parser;
  std::string_view text;
  if (parser.parse(body)[object][name].get(text) != simdjson::SUCCESS) return {};
  return std::string{text};
}

}  // namespace

magento::answer order_store::answer_to(const magento::request& what) {
  if (auto other = scripted(what)) return std::move(*other);
  return apply(what);
}

std::optional<magento::answer> order_store::scripted(const magento::request& what) {
  for (auto each = instead.begin(); each != instead.end(); ++each) {
    const auto line = what.method + " " + what.path.substr(0, what.path.find('?'));
    if (line.find(each->first) == std::string::npos) continue;
    auto reply = std::move(each->second);
    instead.erase(each);
    if (applies_unanswered) static_cast<void>(apply(what));
    return reply;
  }
  return std::nullopt;
}

magento::answer order_store::apply(const magento::request& what) {
  if (asks(what, "/V1/orders") && what.method == "GET") return search();
  if (asks(what, "/V1/products")) return products(what);
  if (asks(what, "/V1/directory/countries/DE"))
    return answered(
        200, R"({"id":"DE","available_regions":[{"id":"82","code":"BER","name":"Berlin"}]})");
  if (what.path.ends_with("/comments")) return comment(what.body);
  if (what.path != "/V1/orders") return call(what.path);
  if (what.body.find("\"entity_id\":77") != std::string::npos) return save(what.body);
  if (has_order) return recorded(file, 609);
  created = what.body;
  has_order = true;
  number = text_in(created, "entity", "increment_id");
  state = text_in(created, "entity", "state");
  status = text_in(created, "entity", "status");
  return answered(200, R"({"entity_id":77,"increment_id":")" + number + R"("})");
}

magento::answer order_store::search() {
  if (!has_order) return answered(200, R"({"items":null,"total_count":0})");
  json_writer page;
  page.object().key("items").array().object();
  page.key("entity_id").number(77).key("state").string(state).key("status").string(status);
  page.key("items").array().object().key("qty_ordered").number(2);
  page.key("qty_shipped").raw(shipped).key("qty_invoiced").raw(invoiced).end().end();
  page.key("status_histories").array();
  for (const auto& each : comments) page.object().key("comment").string(each).end();
  page.end().end().end().key("total_count").number(1).end();
  return answered(200, page.take());
}

magento::answer order_store::products(const magento::request& what) const {
  json_writer page;
  page.object().key("items").array();
  std::uint64_t id = 600;
  std::uint64_t found = 0;
  for (const std::string sku : {"LAMP-07", "DESK-04"}) {
    ++id;
    if (fold_key(readable(what)).find(fold_key(sku)) == std::string::npos) continue;
    if (std::count(unknown_skus.begin(), unknown_skus.end(), sku) > 0) continue;
    ++found;
    page.object().key("id").number(id).key("sku").string(sku);
    page.key("type_id").string("simple").key("name").string("A " + sku).end();
  }
  page.end().key("total_count").number(found).end();
  return answered(200, page.take());
}

magento::answer order_store::call(const std::string& path) {
  const auto name = path.substr(path.rfind('/') + 1);
  const bool over = state == "complete" || state == "closed" || state == "canceled";
  if (name == "hold") {
    if (over || state == "holded") return recorded(file, 402);
    state = status = "holded";
  } else if (name == "unhold") {
    if (state != "holded") return recorded(file, 395);
    state = "new";
    status = "pending";
  } else {
    if (over || state == "holded" || invoiced == "2") return recorded(file, 398);
    state = status = "canceled";
  }
  return answered(200, "true");
}

/// Any text is taken, and a status that came alone leaves the rest as it is (rows 1096 and 1097).
magento::answer order_store::save(const std::string& body) {
  const auto wanted = text_in(body, "entity", "status");
  if (keeps_saved) status = wanted;
  return answered(200, R"({"entity_id":77,"status":")" + wanted + R"("})");
}

magento::answer order_store::comment(const std::string& body) {
  const auto wanted = text_in(body, "statusHistory", "status");
  if (wanted != status) return recorded(file, 517);
  comments.push_back(text_in(body, "statusHistory", "comment"));
  return answered(200, "true");
}

delivery order_update(const policy::order_record& record) {
  delivery what;
  what.entity = entity::order;
  what.key = "SO SO009130";
  what.version = {638, 7};
  what.value = policy::encode(record);
  return what;
}

policy::order_record status_of(std::string number, std::string status) {
  policy::order_record record;
  record.number = std::move(number);
  policy::set_status(record, status);
  return record;
}

policy::order_record action_on(std::string number, policy::order_action what) {
  policy::order_record record;
  record.number = std::move(number);
  record.action = what;
  return record;
}

policy::order_record born_order(std::string status) {
  auto record = status_of("ERP-SO-SO009130", std::move(status));
  record.erp_key = "SO SO009130";
  auto& order = record.create.emplace();
  order.store_id = 1;
  order.payment_method = "checkmo";
  order.shipping_method = "flatrate_flatrate";
  order.email = "ext@example.test";
  order.currency = "EUR";
  order.total = "25.10";
  order.subtotal = "20.1";
  order.lines = {{"lamp-07", "2", "5.05", "10.1"}, {"DESK-04", "1", "10", "10"}};
  order.billing = {"A", "B", {"Teststr. 1"}, "Berlin", "Berlin", "DE", "10115", "1"};
  order.shipping = order.billing;
  return record;
}

talk send(const policy::order_record& record, order_store& store) {
  const auto way = magento::send_order(order_update(record), *store.regions);
  return carry(*way, [&](const magento::request& what) { return store.answer_to(what); });
}

std::vector<std::string> writes(const talk& done) {
  std::vector<std::string> lines;
  for (const auto& each : done.asked)
    if (!each.only_reads) lines.push_back(each.method + " " + each.path);
  return lines;
}

row_outcome said(const talk& done) {
  REQUIRE(done.outcome.verdict == batch_verdict::answered);
  REQUIRE(done.outcome.rows.size() == 1);
  return done.outcome.rows.front();
}

}  // namespace acumage::tests
