#include "actors/held_values.hpp"

#include "magento/orders/value.hpp"
#include "magento/shipments/value.hpp"
#include "magento/shown/values.hpp"
#include "messages/key.hpp"
#include "messages/stock_place.hpp"
#include "policy/coalescing.hpp"
#include "policy/sync_text.hpp"

#include <algorithm>
#include <cassert>
#include <exception>
#include <map>
#include <utility>
#include <variant>

namespace acumage::actors {

namespace {

constexpr const char* no_number = "no store order number is known yet";

void take_number(entity which, const std::string& value, held_value& held) {
  if (which == entity::order) {
    auto record = magento::read_order_value(value);
    if (!record.waits.empty()) {
      held.words = record.waits;
      return;
    }
    held.order = record.number;
    held.record = std::move(record);
  } else if (which == entity::shipment) {
    if (const auto order = magento::read_shipment_order(value)) held.order = order->order;
    if (held.order.empty()) held.words = no_number;
  }
}

/// Returns the value that would be published, as the delivery would carry it.
std::optional<std::string> take_ruling(entity which, const policy::ruling& ruled,
                                       held_value& held) {
  if (const auto* told = std::get_if<policy::publish>(&ruled)) {
    take_number(which, told->value, held);
    held.remembered = magento::compared_text(which, told->value);
    return told->value;
  }
  if (const auto* word = std::get_if<policy::unknown_word>(&ruled)) {
    held.not_mapped = true;
    held.words = word->error;
  } else if (const auto* refused = std::get_if<policy::reject>(&ruled)) {
    held.not_mapped = refused->reason == letter_class::unmapped;
    held.words = refused->error;
  } else if (const auto* filtered = std::get_if<policy::filter>(&ruled)) {
    held.words = filtered->reason;
  }
  return std::nullopt;
}

/// A long value was remembered as a digest, which only says whether it is the present one.
void take_delivered(entity which, const std::optional<std::string>& mark,
                    const std::optional<std::string>& present, held_value& held) {
  if (!mark) return;
  if (present && *mark == policy::remembered(*present))
    held.delivered = held.remembered;
  else
    held.delivered = magento::compared_text(which, *mark);
}

policy::ruling rule_on(entity which, const known_document& known, bool delivered_before,
                       const held_rules& rules, held_value& held) {
  if (known.fields.empty()) return policy::filter{"nothing remembered"};
  if (which == entity::shipment) return policy::rule_on_shipment(known, rules.shipments).what;
  if (which == entity::order) {
    auto ruled =
        policy::rule_on_order({.known = known, .delivered_before = delivered_before}, rules.orders);
    if (ruled.unmapped_status) {
      held.not_mapped = true;
      return policy::filter{"status \"" + std::string{known.text("status")} +
                            "\" is not in [order_statuses]"};
    }
    return std::move(ruled.what);
  }
  if (which == entity::customer)
    return rules.customers.enabled ? policy::rule_on_customer(known, rules.customers)
                                   : policy::filter{"switched off"};
  if (!rules.prices.enabled) return policy::filter{"switched off"};
  return policy::rule_on_known_price(known, rules.prices);
}

status read_document(const storage::ledger& in, entity which, const held_rules& rules,
                     held_value& held) {
  auto known = in.document_of(which, held.key);
  if (!known) return known.problem();
  held.changes = {held.key};
  const auto mark = in.mark_of(which, held.key);
  if (!mark) return mark.problem();
  const auto letter = in.open_letter(which, held.key);
  if (!letter) return letter.problem();
  held.dead_letter = *letter;
  const auto document = (*known).value_or(known_document{});
  held.remembers = !document.fields.empty();
  // What cannot be published now may have been delivered.
  held.order = document.text(which == entity::order ? "store_number" : "store_order");
  const auto present = take_document(which, document, mark->has_value(), rules, held);
  take_delivered(which, *mark ? (*mark)->value : std::nullopt, present, held);
  return done();
}

/// The keys of the changes that a figure is calculated from, and of the node's own entries for it.
std::vector<std::string> change_keys(const item_stock& stock, const std::string& key,
                                     const std::string& source,
                                     const policy::inventory_options& options) {
  std::vector<std::string> keys{key};
  for (const auto& cell : stock.cells) {
    const auto of = options.sources.find(fold_key(cell.warehouse));
    if (of != options.sources.end() && fold_key(of->second) == fold_key(source))
      keys.push_back(stock_place_key({stock.item, cell.warehouse, cell.location, {}}));
  }
  if (options.vendors == policy::vendor_preference::exclude ||
      fold_key(options.vendor_source) != fold_key(source))
    return keys;
  for (const auto& each : stock.vendors)
    keys.push_back(stock_place_key({stock.item, {}, {}, each.vendor}));
  return keys;
}

status read_figure(const storage::ledger& in, const baseline_memory& baseline,
                   const held_rules& rules, held_value& held) {
  const auto record = policy::split_stock_key(held.key);
  if (!record) {
    held.words = "the key names no source; expected SKU@source";
    return done();
  }
  auto known = in.stock_of(std::string{trimmed(record->item)});
  if (!known) return known.problem();
  held.remembers = known->has_value();
  auto stock = std::move(*known).value_or(item_stock{});
  held.changes = change_keys(stock, held.key, record->source, rules.stock);
  for (const auto& key : held.changes) {
    const auto letter = in.open_letter(entity::inventory, key);
    if (!letter) return letter.problem();
    held.dead_letter = std::max(held.dead_letter, *letter);
  }
  take_figure(stock, record->source, baseline, rules, held);
  auto delivered = in.delivered_quantity(held.key);
  if (!delivered) return delivered.problem();
  held.delivered = std::move(*delivered);
  return done();
}

void take_waiting(entity which, const waiting_rows& rows, std::vector<held_value>& all) {
  std::map<std::string, const waiting_row*> by_key;
  for (const auto& row : rows.rows) by_key.emplace(fold_key(row.key), &row);
  for (auto& held : all) {
    const auto found = by_key.find(fold_key(held.key));
    if (found == by_key.end()) continue;
    held.waits = magento::compared_text(which, found->second->value);
    held.parked = found->second->state == waiting_state::parked;
  }
}

}  // namespace

std::optional<std::string> take_document(entity which, const known_document& known,
                                         bool delivered_before, const held_rules& rules,
                                         held_value& held) {
  return take_ruling(which, rule_on(which, known, delivered_before, rules, held), held);
}

void take_figure(item_stock& stock, const std::string& source, const baseline_memory& baseline,
                 const held_rules& rules, held_value& held) {
  const auto ruled = rules.stock.enabled
                         ? policy::rule_on_figure(stock, source, baseline, rules.stock)
                         : policy::filter{"switched off"};
  take_ruling(entity::inventory, ruled, held);
}

held_values::held_values(context& shared, held_rules rules, waiting_call waiting)
    : shared_{shared}, rules_{std::move(rules)}, waiting_{std::move(waiting)} {}

result<std::vector<held_value>> held_values::of(entity which, std::span<const std::string> keys,
                                                std::chrono::steady_clock::time_point until) const {
  assert(which != entity::customer);
  const auto& in = shared_.ledger;
  if (!shared_.taken_in.wait(which, in.bounds(which).second, until))
    return error{errc::unavailable,
                 std::string{to_string(which)} +
                     ": has not processed all accepted changes yet; expected another try later",
                 {}};
  waiting_query ask;
  ask.keys.assign(keys.begin(), keys.end());
  auto rows = keys.empty() ? waiting_rows{} : waiting_(which, ask);
  if (!rows) return rows.problem();
  auto all = at_once(which, keys);
  if (all) take_waiting(which, *rows, *all);
  return all;
}

result<std::vector<held_value>> held_values::at_once(entity which,
                                                     std::span<const std::string> keys) const {
  const auto& in = shared_.ledger;
  const auto baseline = in.baseline();
  if (!baseline) return baseline.problem();
  std::vector<held_value> all(keys.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    all[i].key = keys[i];
    const auto read = which == entity::inventory ? read_figure(in, *baseline, rules_, all[i])
                                                 : read_document(in, which, rules_, all[i]);
    if (!read) return read.problem();
  }
  return all;
}

magento::present_question question_of(const held_value& held) { return {held.key, held.order}; }

policy::compared compared_of(entity which, const held_value& held,
                             const magento::present_value& present) {
  using kind = magento::present_value::kind;
  policy::compared values;
  values.entity = which;
  values.key = held.key;
  values.node = held.delivered ? held.delivered : held.remembered;
  values.remembered = held.remembered;
  values.waits = held.waits;
  values.parked = held.parked;
  values.dead_letter = held.dead_letter;
  values.not_mapped = held.not_mapped;
  values.unreadable = present.is == kind::unreadable;
  values.words = held.not_mapped && !values.unreadable ? held.words : present.words;
  if (present.is != kind::held) return values;
  values.store = present.value;
  values.store_suffices =
      held.record && policy::suffices(*held.record, present.state, present.value);
  return values;
}

}  // namespace acumage::actors
