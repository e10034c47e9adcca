// POST /V1/products/base-prices and base-prices-information (REST.md 2).
#include "simulator/body.hpp"
#include "simulator/errors.hpp"
#include "simulator/php_json.hpp"
#include "simulator/shop.hpp"

#include <simdjson.h>

#include <string>
#include <vector>

namespace acumage::simulator {
namespace {

using simdjson::dom::element;

/// One property of a row. false: the whole call is refused.
bool read_property(std::string_view name, const element& value, price_row& row, answer& refused) {
  const auto refuse = [&](std::string_view type) {
    refused = wrong_type(name, shown(value), type);
    return false;
  };
  const std::string setter = camel_case(name);
  if (same_setter(setter, "Price")) {
    row.price = value.is_null() ? std::nullopt : as_float(value);
    return row.price || value.is_null() || refuse("float");
  }
  if (same_setter(setter, "StoreId")) {
    row.store_id = value.is_null() ? std::nullopt : as_int(value);
    return row.store_id || value.is_null() || refuse("int");
  }
  if (same_setter(setter, "Sku")) {
    row.sku = value.is_null() ? std::nullopt : as_string(value);
    return row.sku || value.is_null() || refuse("string");
  }
  if (same_setter(setter, "ExtensionAttributes")) return read_extension(value, refused);
  refused = field_not_supported(setter);
  return false;
}

/// One element of "prices"; what is not an object is a row without any field (transcript row 109).
bool read_row(const element& value, std::vector<price_row>& rows, answer& refused) {
  price_row& row = rows.emplace_back();
  simdjson::dom::object members;
  if (value.get(members) != simdjson::SUCCESS) return true;
  for (const auto& member : members)
    if (!read_property(member.key, member.value, row, refused)) return false;
  return true;
}

std::string text_or_null(const std::optional<std::string>& text) {
  return text ? php_string(*text) : "null";
}

void append_failure(std::string& to, const price_failure& failure, const price_row& row) {
  const auto invalid = [&](std::string_view name, const std::optional<std::string>& value) {
    to += R"({"message":"Invalid attribute %fieldName = %fieldValue.","parameters":[)";
    to += php_string(name) + ',' + text_or_null(value) + "]}";
  };
  switch (failure.what) {
    case price_failure::reason::sku: return invalid("SKU", row.sku);
    case price_failure::reason::price:
      return invalid("Price", row.price ? std::optional{php_number(*row.price)} : std::nullopt);
    case price_failure::reason::store: break;
  }
  std::optional<std::string> store;
  if (row.store_id) store = std::to_string(*row.store_id);
  to += "{\"message\":";
  append_php_string(to, "Requested store is not found. Row ID: SKU = " + row.sku.value_or("") +
                            ", Store ID: " + store.value_or("") + '.');
  to += ",\"parameters\":[" + text_or_null(row.sku) + ',' + text_or_null(store) + "]}";
}

answer update_base_prices(shop& of, const call& from) {
  answer made;
  const auto body = decode(from.what, parser_of_thread(), made);
  if (!body) return made;
  const auto prices = required(*body, "prices", made);
  if (!prices) return made;

  std::vector<element> elements;
  if (!elements_of(*prices, elements)) return fatal_error();
  made.rows = elements.size();
  if (from.array_limit != 0 && elements.size() > from.array_limit)
    return too_many_items(R"(\Magento\Catalog\Api\Data\BasePriceInterface)", from.array_limit);
  std::vector<price_row> rows;
  rows.reserve(elements.size());
  for (const auto& one : elements)
    if (!read_row(one, rows, made)) return made;

  std::size_t applied = 0;
  const auto failures = of.goods.apply(rows, applied);
  of.seen.wrote(applied);
  made.body = '[';
  for (const auto& failure : failures) {
    if (made.body.size() > 1) made.body += ',';
    append_failure(made.body, failure, rows[failure.row]);
  }
  made.body += ']';
  return made;
}

answer list_base_prices(shop& of, const call& from) {
  answer made;
  const auto body = decode(from.what, parser_of_thread(), made);
  if (!body) return made;
  const auto asked = required(*body, "skus", made);
  if (!asked) return made;

  std::vector<element> elements;
  if (!elements_of(*asked, elements)) return wrong_type("", "string", "string[]");
  std::vector<std::string> skus;
  skus.reserve(elements.size());
  for (const auto& one : elements) {
    auto sku = one.is_null() ? std::string{} : as_string(one);
    if (!sku) return fatal_error();
    skus.push_back(std::move(*sku));
  }
  made.rows = skus.size();
  made.body = '[';
  for (const auto& price : of.goods.prices_of(skus)) {
    if (made.body.size() > 1) made.body += ',';
    made.body += "{\"price\":" + php_number(price.price) +
                 ",\"store_id\":" + std::to_string(price.store_id) +
                 ",\"sku\":" + php_string(price.sku) + '}';
  }
  made.body += ']';
  of.seen.read();
  return made;
}

}  // namespace

route_table price_routes() {
  return {
      {"POST", "products/base-prices", "Magento_Catalog::catalog", update_base_prices},
      {"POST", "products/base-prices-information", "Magento_Catalog::catalog", list_base_prices}};
}

}  // namespace acumage::simulator
