#include "actors/erp_values.hpp"

#include "actors/inventory.hpp"
#include "actors/pricing.hpp"
#include "actors/shipment_rows.hpp"
#include "acumatica/customer_row.hpp"
#include "acumatica/order_row.hpp"
#include "acumatica/pulled_row.hpp"
#include "messages/key.hpp"

#include <utility>

namespace acumage::actors {

namespace {

constexpr version any_version{1, 1};

void lay_price(const change& row, const acumatica::field_aliases& aliases,
               const policy::price_options& options, known_document& known) {
  policy::price_change told;
  told.at = any_version;
  told.row = price_row_of(row, aliases);
  told.baseline = true;
  static_cast<void>(policy::rule_on_price(told, known, options));
}

void lay_document(const change& row, const acumatica::field_aliases& aliases,
                  known_document& known) {
  if (row.entity == entity::order) {
    if (const auto told = acumatica::read_order_row(row.inserted, aliases))
      static_cast<void>(policy::lay_order(*told, any_version, known));
  } else if (row.entity == entity::customer) {
    if (const auto told = acumatica::read_customer_row(row.inserted, aliases))
      static_cast<void>(policy::lay(*told, any_version, known));
  } else if (const auto told = read_shipment_row(row.inserted, aliases)) {
    static_cast<void>(policy::lay_shipment(*told, any_version, known));
  }
}

/// Nothing is held: the ERP has been read as a whole.
held_rules complete(held_rules rules) {
  rules.stock.hold_incomplete = false;
  return rules;
}

erp_value value_from(held_value&& held) {
  return {std::move(held.key),   std::move(held.remembered), held.not_mapped,
          std::move(held.words), std::move(held.order),      std::move(held.record)};
}

}  // namespace

erp_records::erp_records(entity which, const held_rules& rules,
                         const acumatica::field_aliases& aliases)
    : which_{which}, rules_{complete(rules)}, aliases_{aliases} {}

std::string erp_records::add(const std::string& json) {
  const auto row = acumatica::pulled_row(which_, json, aliases_);
  if (row.key.empty()) return {};
  if (which_ == entity::inventory) {
    auto read = read_stock_row(row.inserted, row.key, aliases_);
    if (!read || read->item.empty()) return {};
    policy::inventory_change told;
    told.at = any_version;
    told.now = std::move(*read);
    told.baseline = true;
    auto& stock = items_[fold_key(told.now.item)];
    static_cast<void>(policy::rule_on_stock(told, stock, {}, rules_.stock));
    return told.now.item;
  }
  auto& known = documents_[fold_key(row.key)];
  known.key = row.key;
  if (which_ == entity::pricing)
    lay_price(row, aliases_, rules_.prices, known);
  else
    lay_document(row, aliases_, known);
  return row.key;
}

std::vector<erp_value> erp_records::take() {
  std::vector<erp_value> values;
  for (const auto& [name, known] : std::exchange(documents_, {})) {
    held_value held;
    held.key = known.key;
    static_cast<void>(take_document(which_, known, true, rules_, held));
    values.push_back(value_from(std::move(held)));
  }
  for (auto& [name, stock] : std::exchange(items_, {}))
    for (const auto& source : policy::sources_of(stock, rules_.stock)) {
      held_value held;
      held.key = policy::stock_key(stock.item, source);
      take_figure(stock, source, {}, rules_, held);
      values.push_back(value_from(std::move(held)));
    }
  return values;
}

}  // namespace acumage::actors
