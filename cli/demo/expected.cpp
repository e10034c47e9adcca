#include "cli/demo/expected.hpp"

#include "acumatica/row.hpp"
#include "messages/key.hpp"
#include "node/node.hpp"
#include "node/options.hpp"
#include "settings/settings.hpp"

#include <optional>
#include <variant>

namespace acumage::demo {

namespace {

using acumatica::concept_id;

std::optional<std::string> text_of(const acumatica::row& columns, concept_id which) {
  const auto found = columns.find(which);
  if (found == columns.end() || found->second.type == acumatica::cell::kind::null)
    return std::nullopt;
  return found->second.text;
}

std::string name_of(const acumatica::row& columns, concept_id which) {
  return std::string{trimmed(text_of(columns, which).value_or(""))};
}

}  // namespace

expected_store::expected_store(const settings::settings& with, demo_samples& into)
    : reading_{node::reading_of(with)},
      prices_{node::price_options_of(with)},
      stock_{node::inventory_options_of(with)},
      into_{into} {}

void expected_store::take(const change& what, client::feed_kind kind) {
  if (what.key.empty()) return;
  const version now{what.stamp, ++taken_};
  if (what.entity == entity::pricing) take_price(what, now, kind);
  if (what.entity == entity::inventory) take_quantity(what, now, kind);
}

void expected_store::take_price(const change& what, version at, client::feed_kind kind) {
  const auto sku = fold_key(what.key);
  if (named_.insert(sku).second) into_.skus.push_back(what.key);
  const auto columns = acumatica::read_row(entity::pricing, what.inserted, reading_.aliases);
  if (!columns) return;  // lone removals and invalid rows
  auto& known = known_prices_[sku];
  policy::price_change told;
  told.at = at;
  told.row = {.item = what.key,
              .default_price = text_of(*columns, concept_id::default_price),
              .sales_price = text_of(*columns, concept_id::sales_price),
              .item_status = text_of(*columns, concept_id::item_status)};
  static_cast<void>(policy::rule_on_price(told, known, prices_));
  if (kind == client::feed_kind::baseline) return;
  const auto ruling = policy::rule_on_known_price(known, prices_);
  if (const auto* const price = std::get_if<policy::publish>(&ruling))
    into_.prices[sku] = price->value;
}

void expected_store::take_quantity(const change& what, version at, client::feed_kind kind) {
  const bool removal = what.inserted.empty();
  const auto columns = acumatica::read_row(
      entity::inventory, removal ? what.deleted : what.inserted, reading_.aliases);
  if (!columns) return;
  const auto item = name_of(*columns, concept_id::item);
  const auto warehouse = fold_key(name_of(*columns, concept_id::warehouse));
  const auto source = stock_.sources.find(warehouse);
  const auto text = text_of(*columns, concept_id::on_hand);
  if (item.empty() || source == stock_.sources.end() || !text) return;
  const auto value = removal ? decimal{} : decimal::parse(*text);
  if (!value) return;
  const auto sku = fold_key(item);
  if (named_.insert(sku).second) into_.skus.push_back(item);
  const stock_place place{sku, source->second};
  if (kind == client::feed_kind::news) told_.insert(place);
  auto& known = cells_[place][warehouse];
  if (known.at < at) known = {at, *value};
}

void expected_store::add_up() {
  for (const auto& place : told_) {
    decimal sum;
    for (const auto& [warehouse, known] : cells_[place]) sum = sum + known.value;
    into_.quantities[place] =
        (sum.negative() ? decimal{} : sum.rounded_down(stock_.decimals)).to_string();
  }
}

}  // namespace acumage::demo
