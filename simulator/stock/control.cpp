// /simulator/…: sources, source items and backorders, as the merchant changes them, and what was
// applied.
#include "simulator/control.hpp"
#include "messages/json_text.hpp"
#include "simulator/body.hpp"
#include "simulator/php_json.hpp"
#include "simulator/shop.hpp"

#include <simdjson.h>

#include <algorithm>
#include <tuple>

namespace acumage::simulator {
namespace {

using simdjson::dom::element;

answer quantities_of(const shop& of) {
  auto all = of.stock.items([](const std::string&, const source_item&) { return true; });
  std::sort(all.begin(), all.end(), [](const auto& left, const auto& right) {
    return std::tie(left.sku, left.source_code) < std::tie(right.sku, right.source_code);
  });
  json_writer json;
  json.array();
  for (const auto& one : all) {
    json.object().key("sku").string(one.sku).key("source_code").string(one.source_code);
    json.key("quantity").raw(php_number(one.quantity)).key("status").number(one.status).end();
  }
  json.end();
  return {.body = json.take()};
}

answer history_of(const shop& of) {
  json_writer json;
  json.array();
  for (const auto& one : of.stock.history()) {
    json.object().key("order").number(one.order);
    json.key("sku").string(one.sku).key("source_code").string(one.source_code);
    json.key("quantity").raw(one.quantity ? php_number(*one.quantity) : "null");
    json.key("status").number(one.status).end();
  }
  json.end();
  return {.body = json.take()};
}

/// The text of a member that must be there and not be empty. false: it is not.
bool read_text(const element& of, std::string_view name, std::string& to) {
  std::string_view text;
  if (of.at_key(name).get(text) != simdjson::SUCCESS || text.empty()) return false;
  to = text;
  return true;
}

answer add_sources(shop& of, std::string_view body) {
  return taken(body, "sources", R"({"sources":[{"source_code":"wh-eu"}]})",
               [&](const element& one) {
                 source made;
                 if (!read_text(one, "source_code", made.code)) return false;
                 static_cast<void>(read_text(one, "name", made.name));
                 element enabled;
                 if (one.at_key("enabled").get(enabled) == simdjson::SUCCESS)
                   made.enabled = as_bool(enabled);
                 of.stock.add_source(std::move(made));
                 return true;
               });
}

answer set_quantities(shop& of, std::string_view body) {
  return taken(
      body, "quantities",
      R"({"quantities":[{"sku":"A-1","source_code":"default","quantity":5}]} with a known )"
      "source",
      [&](const element& one) {
        std::string sku;
        std::string source;
        double quantity = 0;
        return read_text(one, "sku", sku) && read_text(one, "source_code", source) &&
               one.at_key("quantity").get(quantity) == simdjson::SUCCESS &&
               of.set_quantity(sku, source, quantity);
      });
}

answer set_backorders(shop& of, std::string_view body) {
  return taken(body, "backorders",
               R"({"backorders":[{"sku":"A-1","backorders":1}]} with 0, 1 or 2)",
               [&](const element& one) {
                 std::string sku;
                 std::int64_t allowed = 0;
                 if (!read_text(one, "sku", sku) ||
                     one.at_key("backorders").get(allowed) != simdjson::SUCCESS || allowed < 0 ||
                     allowed > 2) {
                   return false;
                 }
                 of.set_backorders(sku, static_cast<int>(allowed));
                 return true;
               });
}

}  // namespace

std::optional<answer> answer_stock_control(shop& of, const request& what, std::string_view path) {
  if (what.method == "GET" && path == "quantities") return quantities_of(of);
  if (what.method == "GET" && path == "stock-history") return history_of(of);
  if (what.method == "POST" && path == "sources") return add_sources(of, what.body);
  if (what.method == "POST" && path == "quantities") return set_quantities(of, what.body);
  if (what.method == "POST" && path == "backorders") return set_backorders(of, what.body);
  return std::nullopt;
}

}  // namespace acumage::simulator
