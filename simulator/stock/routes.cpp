// /V1/inventory/…: sources and their source items (REST.md 3.1, 3.2).
#include "simulator/body.hpp"
#include "simulator/column.hpp"
#include "simulator/php_json.hpp"
#include "simulator/search.hpp"
#include "simulator/shop.hpp"
#include "simulator/stock/rows.hpp"

#include <algorithm>

namespace acumage::simulator {
namespace {

using simdjson::dom::element;

constexpr std::string_view could_not_save = "Could not save Source Item";
constexpr std::string_view could_not_delete = "Could not delete Source Items";

/// The rows of the call. No value: `made` holds the answer.
std::optional<std::vector<item_row>> rows_of(const call& from, answer& made) {
  const auto body = decode(from.what, parser_of_thread(), made);
  if (!body) return std::nullopt;
  const auto items = required(*body, "sourceItems", made);
  if (!items) return std::nullopt;
  std::vector<element> elements;
  std::vector<item_row> rows;
  if (!elements_of(*items, elements)) {
    made = fatal_error();
  } else if (from.array_limit != 0 && elements.size() > from.array_limit) {
    made =
        too_many_items(R"(\Magento\InventoryApi\Api\Data\SourceItemInterface)", from.array_limit);
  } else if (elements.empty()) {
    made = refusal(400, "Input data is empty");
  } else if (read_item_rows(elements, rows, made)) {
    return rows;
  }
  made.rows = elements.size();
  return std::nullopt;
}

answer save_rows(shop& of, const std::vector<item_row>& rows) {
  if (const auto problems = problems_of(rows); !problems.empty())
    return validation_failed(problems);
  if (!of.stock.apply(rows)) return refusal(400, could_not_save);
  of.seen.wrote(rows.size());
  return {.body = "[]"};
}

answer save_source_items(shop& of, const call& from) {
  answer made;
  const auto rows = rows_of(from, made);
  if (!rows) return made;
  made = save_rows(of, *rows);
  made.rows = rows->size();
  return made;
}

answer delete_source_items(shop& of, const call& from) {
  answer made;
  const auto rows = rows_of(from, made);
  if (!rows) return made;
  of.stock.remove(*rows);
  of.seen.wrote(rows->size());
  return {.body = "[]", .rows = rows->size()};
}

/// A source item as a search sees it.
struct item_line {
  const std::string& sku;  ///< collated
  const source_item& item;
  std::string source = collated(item.source_code);

  cell at(std::size_t column) const {
    switch (column) {
      case 0: return std::string_view{sku};
      case 1: return std::string_view{source};
      case 2: return item.quantity;
      default: return static_cast<double>(item.status);
    }
  }
};

const std::vector<column>& item_columns() {
  static const std::vector<column> all{
      {"sku"}, {"source_code"}, {"quantity", column_kind::number}, {"status", column_kind::number}};
  return all;
}

void append_item(std::string& to, const source_item& item) {
  if (!to.empty()) to += ',';
  to += "{\"sku\":";
  append_php_string(to, item.sku);
  to += ",\"source_code\":";
  append_php_string(to, item.source_code);
  to += ",\"quantity\":" + php_number(item.quantity) +
        ",\"status\":" + std::to_string(item.status) + '}';
}

/// Rows bound to SKUs or sources come in the order of the index that finds them (transcript rows
/// 229 and 308), others in that of insertion (row 309).
void sort_items(std::vector<source_item>& items, const row_search& search, bool by_key) {
  struct keyed_item {
    std::string sku;
    source_item item;
  };
  std::vector<keyed_item> keyed;
  keyed.reserve(items.size());
  for (auto& one : items) keyed.push_back({collated(one.sku), std::move(one)});
  std::sort(keyed.begin(), keyed.end(), [&](const auto& left, const auto& right) {
    const item_line first{left.sku, left.item};
    const item_line second{right.sku, right.item};
    return search.before(first, second, [&](const auto& one, const auto& other) {
      if (!by_key) return one.item.id < other.item.id;
      return one.sku != other.sku ? one.sku < other.sku : one.source < other.source;
    });
  });
  items.clear();
  for (auto& one : keyed) items.push_back(std::move(one.item));
}

answer list_source_items(shop& of, const call& from) {
  answer made;
  const auto asked = criteria_of(from.what.target, criteria_need::required, made);
  if (!asked) return made;
  const auto search = row_search::bind(*asked, item_columns());
  if (!search) return internal_error(of.reports++);
  const auto wanted = [&](const std::string& sku, const source_item& item) {
    return search->passes(item_line{sku, item});
  };
  const auto skus = search->only(0);
  auto items = skus ? of.stock.items_of(*skus, wanted) : of.stock.items(wanted);
  sort_items(items, *search, skus || search->only(1));
  std::string json;
  const auto page = page_of(*asked, items.size());
  for (std::size_t i = page.first; i < page.end; ++i) append_item(json, items[i]);
  made.body = search_result(json, *asked, items.size());
  of.seen.read();
  return made;
}

std::string source_json(const source& one) {
  const bool is_default = one.code == default_source;
  std::string json = "{\"source_code\":" + php_string(one.code) +
                     ",\"name\":" + php_string(one.name) +
                     ",\"enabled\":" + (one.enabled ? "true" : "false");
  if (is_default) json += R"(,"description":"Default Source","latitude":0,"longitude":0)";
  return json + ",\"country_id\":" + php_string(one.country) +
         ",\"postcode\":" + php_string(one.postcode) +
         R"(,"use_default_carrier_config":true,"carrier_links":[],"extension_attributes":)"
         R"({"is_pickup_location_active":false,"frontend_name":)" +
         php_string(is_default ? "" : one.name) + "}}";
}

/// A source as a search sees it.
struct source_line {
  std::string code, name;
  double enabled = 0;

  cell at(std::size_t column) const {
    if (column == 2) return enabled;
    return std::string_view{column == 0 ? code : name};
  }
};

answer list_sources(shop& of, const call& from) {
  answer made;
  const auto asked = criteria_of(from.what.target, criteria_need::optional, made);
  if (!asked) return made;
  const auto search =
      row_search::bind(*asked, {{"source_code"}, {"name"}, {"enabled", column_kind::number}});
  if (!search) return internal_error(of.reports++);
  const auto line = [](const source& one) {
    return source_line{collated(one.code), collated(one.name), one.enabled ? 1.0 : 0.0};
  };
  auto found = of.stock.sources();
  std::erase_if(found, [&](const auto& one) { return !search->passes(line(one)); });
  std::stable_sort(found.begin(), found.end(), [&](const auto& left, const auto& right) {
    return search->before(line(left), line(right), [](const auto&, const auto&) { return false; });
  });
  std::string json;
  const auto page = page_of(*asked, found.size());
  for (std::size_t i = page.first; i < page.end; ++i)
    json += (json.empty() ? "" : ",") + source_json(found[i]);
  made.body = search_result(json, *asked, found.size());
  of.seen.read();
  return made;
}

answer read_source(shop& of, const call& from) {
  const auto& code = from.parameters.front();
  const auto all = of.stock.sources();
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& one) {
    return collated(one.code) == collated(code);
  });
  if (found == all.end()) return no_such_source(code);
  of.seen.read();
  return {.body = source_json(*found)};
}

}  // namespace

route_table inventory_routes() {
  constexpr std::string_view reads = "Magento_InventoryApi::source";
  constexpr std::string_view writes = "Magento_InventoryApi::stock_source_item_assign";
  return {{"GET", "inventory/sources", reads, list_sources},
          {"GET", "inventory/sources/:code", reads, read_source},
          {"GET", "inventory/source-items", reads, list_source_items},
          {"POST", "inventory/source-items", writes, save_source_items, could_not_save},
          {"POST", "inventory/source-items-delete", writes, delete_source_items, could_not_delete}};
}

}  // namespace acumage::simulator
