#include "simulator/control.hpp"

#include "messages/json_text.hpp"
#include "simulator/body.hpp"
#include "simulator/faults/json.hpp"
#include "simulator/php_json.hpp"
#include "simulator/shop.hpp"

#include <simdjson.h>

#include <charconv>
#include <chrono>

namespace acumage::simulator {
namespace {

answer state_of(const shop& of) {
  const totals counted = of.seen.count();
  json_writer json;
  json.object().key("products").number(static_cast<std::uint64_t>(of.goods.size()));
  json.key("totals").object();
  json.key("arrived").number(counted.arrived).key("answered").number(counted.answered);
  json.key("reads").number(counted.reads).key("writes").number(counted.writes);
  json.key("rows_written").number(counted.rows_written).key("faults").number(counted.faults);
  json.end().key("faults").array();
  for (const auto& one : of.faults.list()) json.raw(to_json(one));
  json.end().end();
  return {.body = json.take()};
}

answer prices_of(const shop& of) {
  json_writer json;
  json.array();
  for (const auto& [where, price] : of.goods.prices()) {
    json.object().key("sku").string(where.first).key("store_id").number(where.second);
    json.key("price").raw(php_number(price)).end();
  }
  json.end();
  return {.body = json.take()};
}

answer requests_of(const shop& of) {
  json_writer json;
  json.array();
  for (const auto& one : of.seen.requests()) {
    const auto at =
        std::chrono::duration_cast<std::chrono::microseconds>(one.at.time_since_epoch());
    json.object().key("number").number(one.number).key("at").string(rfc3339(at.count()));
    json.key("method").string(one.method).key("path").string(one.path);
    json.key("rows").number(static_cast<std::uint64_t>(one.rows));
    json.key("status").number(one.status).end();
  }
  json.end();
  return {.body = json.take()};
}

answer arm(shop& of, std::string_view json, wire_plan& plan) {
  auto what = fault_from_json(json);
  if (!what) return control_refusal(what.problem());
  if (what->answer == fault_answer::refused) {
    // Not before this answer is out: it travels on one of the connections to be closed.
    plan.closes = true;
    plan.afterwards = [&of, how_long = what->latency] { of.refuse_connections(how_long); };
    return {.body = "{\"id\":0}"};
  }
  return {.body = "{\"id\":" + std::to_string(of.faults.arm(std::move(*what))) + '}'};
}

answer disarm(shop& of, std::string_view id) {
  std::uint64_t number = 0;
  std::from_chars(id.data(), id.data() + id.size(), number);
  if (!of.faults.clear(number))
    return control_refusal(
        {errc::not_found, "fault " + std::string{id} + ": not armed; expected its id", {}});
  return {.body = "{}"};
}

/// {"products":[{"sku":"A-1","type":"simple"}]}, of a bundle also "ships_separately": what the merchant adds while the store runs.
answer add_products(shop& of, std::string_view json) {
  const auto bad = [] {
    return control_refusal(
        {errc::invalid,
         "products: not a list of products; expected {\"products\":[{\"sku\":\"A-1\","
         "\"type\":\"simple\"}]}",
         {}});
  };
  simdjson::dom::parser parser;
  simdjson::dom::array list;
  if (parser.parse(json.data(), json.size()).at_key("products").get(list) != simdjson::SUCCESS)
    return bad();
  std::vector<product> added;
  for (const simdjson::dom::element one : list) {
    std::string_view sku;
    std::string_view type = "simple";
    if (one.at_key("sku").get(sku) != simdjson::SUCCESS || sku.empty()) return bad();
    const auto typed = one.at_key("type").get(type);
    const auto known = product_type_from(type);
    if (!known || (typed != simdjson::SUCCESS && typed != simdjson::NO_SUCH_FIELD)) return bad();
    product made{.sku = std::string{sku}, .type = *known, .price = std::nullopt};
    if (simdjson::dom::element apart;
        one.at_key("ships_separately").get(apart) == simdjson::SUCCESS)
      made.ships_separately = as_bool(apart);
    added.push_back(std::move(made));
  }
  const std::size_t count = added.size();
  for (auto& one : added) of.add_product(std::move(one));
  return {.body = "{\"added\":" + std::to_string(count) + '}'};
}

}  // namespace

answer control_refusal(const error& problem) {
  json_writer json;
  json.object().key("error").object();
  json.key("code").string(to_string(problem.code)).key("message").string(problem.message);
  json.end().end();
  return {.status = problem.code == errc::not_found ? 404 : 400, .body = json.take()};
}

answer taken(std::string_view body, std::string_view name, std::string_view expected,
             const std::function<bool(const simdjson::dom::element&)>& take) {
  const auto refused = [&] {
    return control_refusal(
        {errc::invalid,
         std::string{name} + ": not such a list; expected " + std::string{expected},
         {}});
  };
  simdjson::dom::parser parser;
  simdjson::dom::array list;
  if (parser.parse(body.data(), body.size()).at_key(name).get(list) != simdjson::SUCCESS)
    return refused();
  std::size_t count = 0;
  for (const simdjson::dom::element one : list) {
    if (!take(one)) return refused();
    ++count;
  }
  return {.body = "{\"taken\":" + std::to_string(count) + '}'};
}

answer answer_control(shop& of, const request& what, wire_plan& plan) {
  const auto path = what.path().substr(std::string_view{"/simulator/"}.size());
  if (what.method == "GET" && path == "state") return state_of(of);
  if (what.method == "GET" && path == "prices") return prices_of(of);
  if (what.method == "GET" && path == "requests") return requests_of(of);
  if (what.method == "POST" && path == "faults") return arm(of, what.body, plan);
  if (what.method == "POST" && path == "products") return add_products(of, what.body);
  if (what.method == "DELETE" && path == "faults") {
    of.faults.clear_all();
    return {.body = "{}"};
  }
  constexpr std::string_view one_fault = "faults/";
  if (what.method == "DELETE" && path.starts_with(one_fault))
    return disarm(of, path.substr(one_fault.size()));
  if (auto made = answer_stock_control(of, what, path)) return std::move(*made);
  if (auto made = answer_customer_control(of, what, path)) return std::move(*made);
  if (auto made = answer_order_control(of, what, path)) return std::move(*made);
  return control_refusal(
      {errc::not_found,
       "/simulator/" + std::string{path} +
           ": no such route; expected GET state, prices, quantities, stock-history, customers, "
           "customer-groups, orders, shipments, invoices or requests, POST faults, products, "
           "sources, quantities, backorders, customers, customer-groups or orders, DELETE faults "
           "or faults/ID",
       {}});
}

}  // namespace acumage::simulator
