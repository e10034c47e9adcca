// What happened to a key, in the running node.
#include "actors/held_values.hpp"
#include "magento/shown/values.hpp"
#include "messages/key.hpp"
#include "messages/stock_place.hpp"
#include "node/options.hpp"
#include "node/parts.hpp"
#include "policy/coalescing.hpp"
#include "policy/inventory_rules.hpp"
#include "policy/reconciliation.hpp"
#include "policy/trace_state.hpp"
#include "reconcile/live_look.hpp"
#include "settings/wall_clock.hpp"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

namespace acumage::node {

namespace {

/// A lane that is busy for longer is reported as such.
constexpr std::chrono::seconds lane_answers{1};
constexpr std::size_t most_letters = 20;  // shown of a record
constexpr std::size_t most_names = 200;   // of a SKU, its cells included

history_filter history_of(const std::string& key, std::optional<entity> which) {
  history_filter filter;
  filter.entity = which;
  filter.key = key;
  filter.literal = true;
  return filter;
}

/// The newest delivered one before a time, with its request.
result<std::optional<history_record>> last_delivered(const storage::ledger& in, entity which,
                                                     const std::string& key,
                                                     std::optional<std::int64_t> until_us) {
  auto filter = history_of(key, which);
  filter.outcome = end_kind::delivered;
  filter.until_us = until_us;
  const auto page = in.history(filter, {}, 1);
  if (!page) return page.problem();
  if (page->items.empty()) return std::optional<history_record>{};
  auto whole = in.history_record_of(history_id(page->items.front()));
  if (whole) return std::optional{std::move(*whole)};
  if (whole.problem().code == errc::not_found) return std::optional<history_record>{};  // trimmed
  return whole.problem();
}

/// The records of all these names, newest first, as one list.
result<history_page> merged_history(const storage::ledger& in, const trace_question& asked,
                                    const std::set<std::string>& names) {
  history_page all;
  bool more = false;
  for (const auto& name : names) {
    auto page = in.history(history_of(name, asked.entity), asked.cursor, asked.limit);
    if (!page) return page.problem();
    more = more || !page->next.empty();
    for (auto& each : page->items) all.items.push_back(std::move(each));
  }
  const auto place = [](const history_record& of) {
    return std::pair{of.at_us, of.version.sequence};
  };
  std::sort(all.items.begin(), all.items.end(),
            [&](const auto& left, const auto& right) { return place(left) > place(right); });
  all.items.erase(
      std::unique(all.items.begin(), all.items.end(),
                  [&](const auto& left, const auto& right) { return place(left) == place(right); }),
      all.items.end());
  more = more || all.items.size() > asked.limit;
  all.items.resize(std::min(all.items.size(), asked.limit));
  if (more) all.next = storage::history_cursor(all.items.back());
  return all;
}

/// What the node knows of the records of one entity.
class entity_trace {
 public:
  entity_trace(const storage::ledger& in, const actors::held_values& held, entity which)
      : in_{in}, held_{held}, which_{which} {}

  result<std::vector<std::string>> keys_of(const std::string& asked,
                                           const policy::inventory_options& options) const;
  status add(const std::vector<std::string>& keys, const result<waiting_rows>& waiting,
             const trace_question& asked);

  std::vector<traced_record> records;
  std::vector<actors::held_value> values;  ///< of these
  std::set<std::string> names;             ///< in the history

 private:
  result<traced_record> record_of(const actors::held_value& value,
                                  std::optional<std::int64_t> at_us) const;
  static bool is_known(const traced_record& record);

  const storage::ledger& in_;
  const actors::held_values& held_;
  entity which_;
};

/// A SKU, "SKU@source", or the cell of a warehouse, which counts for its source.
result<std::vector<std::string>> entity_trace::keys_of(
    const std::string& asked, const policy::inventory_options& options) const {
  using list = std::vector<std::string>;
  if (which_ != entity::inventory) return list{asked};
  auto whole = held_.keys_of(asked);
  if (!whole || !whole->empty()) return whole;
  const auto place = split_stock_place(asked);
  if (place.warehouse.empty()) return list{asked};
  auto all = held_.keys_of(place.item);
  if (!all) return all;
  const auto source = options.sources.find(fold_key(place.warehouse));
  const auto wanted =
      source == options.sources.end() ? asked : policy::stock_key(place.item, source->second);
  for (const auto& each : *all)
    if (policy::joining_key(which_, each) == policy::joining_key(which_, wanted) ||
        policy::joining_key(which_, each) == policy::joining_key(which_, asked))
      return list{each};
  return list{asked};
}

bool entity_trace::is_known(const traced_record& record) {
  return record.last_sent || record.delivered || record.held || record.remembered || record.waits ||
         !record.failed.empty();
}

result<traced_record> entity_trace::record_of(const actors::held_value& value,
                                              std::optional<std::int64_t> at_us) const {
  traced_record record;
  record.entity = which_;
  record.key = value.key;
  record.remembered = value.remembered;
  if (value.remembers) record.why_not = value.words;
  record.held = value.delivered;
  if (which_ != entity::inventory) {  // whose mark has no version of its own
    auto mark = in_.mark_of(which_, value.key);
    if (!mark) return mark.problem();
    record.delivered = std::move(*mark);
  }
  if (record.delivered && record.delivered->value && !record.delivered->text.empty())
    record.held = record.delivered->text;
  auto last = last_delivered(in_, which_, value.key, std::nullopt);
  if (!last) return last.problem();
  record.last_sent = std::move(*last);
  for (const auto& change : value.changes) {
    auto letters = in_.open_letters(which_, change, most_letters);
    if (!letters) return letters.problem();
    std::move(letters->begin(), letters->end(), std::back_inserter(record.failed));
  }
  if (!at_us) return record;
  auto then = last_delivered(in_, which_, value.key, *at_us + 1);
  if (!then) return then.problem();
  record.in_force = std::move(*then);
  return record;
}

status entity_trace::add(const std::vector<std::string>& keys, const result<waiting_rows>& waiting,
                         const trace_question& asked) {
  auto held = held_.at_once(which_, keys);
  if (!held) return held.problem();
  for (auto& value : *held) {
    auto record = record_of(value, asked.at_us);
    if (!record) return record.problem();
    if (!waiting) record->waits_unknown = waiting.problem().message;
    for (const auto& row : waiting ? waiting->rows : std::vector<waiting_row>{}) {
      if (fold_key(row.key) != fold_key(value.key)) continue;
      value.waits = magento::compared_text(which_, row.value);
      value.parked = row.state == waiting_state::parked;
      record->waits = waiting_value{shown_waiting(which_, row, settings::wall_us()),
                                    magento::shown_text(which_, row.value).value_or("")};
    }
    for (const auto& each : value.changes)
      if (names.size() < most_names) names.insert(each);
    names.insert(value.key);
    if (!value.remembers && !is_known(*record)) continue;
    records.push_back(std::move(*record));
    values.push_back(std::move(value));
  }
  return done();
}

/// What the ERP calls it: of a quantity, the item, whose rows are read at once.
std::string erp_record(entity which, const std::string& key) {
  if (which != entity::inventory) return key;
  const auto record = policy::split_stock_key(key);
  return record ? std::string{trimmed(record->item)} : key;
}

error nothing_known(const std::string& key) {
  return {errc::not_found,
          "trace: nothing is known of \"" + key.substr(0, 100) +
              "\"; expected the key of a record that came to this node, such as LAMP-07, "
              "LAMP-07@wh_east, SO SO009120, 004417@SO SO009120 or C000902",
          {}};
}

}  // namespace

void node::parts::look_live(entity which, const std::string& record,
                            std::span<const actors::held_value> values,
                            std::span<traced_record> records) {
  const auto rules = held_rules();
  const auto way = inquiries_.open(magento::connect(store_address_of(with_), pace_));
  magento::present_values store{*way, shared_->pages, present_options()};
  reconcile::live_sides sides{rules, reading_->aliases, store};
  if (!puller_)
    sides.no_erp = "no Acumatica is set that could be asked ([acumatica])";
  else if (with_.pull.at(index_of(which)).name.empty())
    sides.no_erp = "no inquiry of it is set ([pull." + std::string{to_string(which)} + "] name)";
  else
    sides.erp = puller_.get();
  auto live = reconcile::look_now(which, record, values, sides);
  for (std::size_t i = 0; i < records.size(); ++i) records[i].live = std::move(live.at(i));
}

result<key_trace> node::parts::trace(const trace_question& asked) {
  const auto rules = held_rules();
  const actors::held_values held{*shared_, rules, {}};
  key_trace made;
  made.key = asked.key;
  made.at_us = asked.at_us;
  made.history_since_us = ledger_->history_floor_us();
  std::set<std::string> names{asked.key};
  for (const auto which : all_entities) {
    if (asked.entity && *asked.entity != which) continue;
    entity_trace traced{*ledger_, held, which};
    const auto keys = traced.keys_of(asked.key, rules.stock);
    if (!keys) return keys.problem();
    waiting_query ask;
    ask.keys = *keys;
    if (auto added = traced.add(*keys, pipeline_->waiting(which, ask, lane_answers), asked); !added)
      return added.problem();
    if (asked.live && !traced.records.empty())
      look_live(which, erp_record(which, traced.records.front().key), traced.values,
                traced.records);
    for (auto& each : traced.records) {
      each.state = policy::state_of(each);
      each.headline = policy::headline_of(each);
      made.records.push_back(std::move(each));
    }
    names.merge(traced.names);
  }
  auto page = merged_history(*ledger_, asked, names);
  if (!page) return page.problem();
  made.history = std::move(*page);
  if (made.records.empty() && made.history.items.empty() && asked.cursor.empty())
    return nothing_known(asked.key);
  return made;
}

result<history_record> node::parts::history_record_of(const std::string& id) const {
  return ledger_->history_record_of(id);
}

}  // namespace acumage::node
