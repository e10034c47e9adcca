#include "actors/inventory.hpp"

#include "acumatica/contradiction.hpp"
#include "acumatica/row.hpp"
#include "messages/dead_letter.hpp"
#include "messages/key.hpp"
#include "messages/stock_place.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <utility>

namespace acumage::actors {

namespace {

using acumatica::concept_id;

constexpr std::size_t most_traceless =
    10'000;  // a second or two of rows, which is the window of a half
constexpr std::size_t release_page = 1000;  // items looked at between two writes

std::string name_in(const acumatica::row& columns, concept_id which) {
  const auto found = columns.find(which);
  if (found == columns.end()) return {};
  const auto type = found->second.type;
  if (type != acumatica::cell::kind::string && type != acumatica::cell::kind::number) return {};
  return std::string{trimmed(found->second.text)};
}

std::optional<std::string> figure_in(const acumatica::row& columns, concept_id which) {
  const auto found = columns.find(which);
  if (found == columns.end() || found->second.type == acumatica::cell::kind::null)
    return std::nullopt;
  return found->second.text;
}

/// For a row whose aliases have changed since it was accepted.
void take_names_from_key(policy::inventory_row& row, const std::string& key) {
  auto place = split_stock_place(key);
  row.item = std::move(place.item);
  row.warehouse = std::move(place.warehouse);
  row.location = std::move(place.location);
  row.vendor = std::move(place.vendor);
}

change entry_for(const std::string& key, std::uint64_t stamp, std::int64_t accepted_at_us) {
  change entry;
  entry.entity = entity::inventory;
  entry.key = key;
  entry.stamp = stamp;
  entry.accepted_at_us = accepted_at_us;
  entry.kind = change_kind::republish;
  return entry;
}

/// The newest time stamp among the data behind the item's figures.
std::uint64_t newest_stamp(const item_stock& stock) {
  std::uint64_t newest = 0;
  for (const auto& cell : stock.cells)
    for (const auto& each : cell.figures) newest = std::max(newest, each.at.stamp);
  for (const auto& each : stock.vendors)
    newest = std::max({newest, each.quantity.at.stamp, each.share.at.stamp});
  return newest;
}

/// Equal but for the versions.
bool same_figures(const item_stock& left, const item_stock& right) {
  const auto same = [](const known_figure& one, const known_figure& other) {
    return one.value == other.value;
  };
  const auto same_cell = [&](const stock_cell& one, const stock_cell& other) {
    return std::equal(one.figures.begin(), one.figures.end(), other.figures.begin(), same);
  };
  const auto same_vendor = [&](const vendor_stock& one, const vendor_stock& other) {
    return same(one.quantity, other.quantity) && same(one.share, other.share);
  };
  return std::equal(left.cells.begin(), left.cells.end(), right.cells.begin(), right.cells.end(),
                    same_cell) &&
         std::equal(left.vendors.begin(), left.vendors.end(), right.vendors.begin(),
                    right.vendors.end(), same_vendor);
}

class stock_rules final : public entity_rules {
 public:
  stock_rules(context& shared, current_reading reading, policy::inventory_options options)
      : shared_{shared}, reading_{std::move(reading)}, options_{std::move(options)} {
    resumed_to_ = shared_.ledger.bounds(entity::inventory).second;
    auto baseline = shared_.ledger.baseline();
    if (baseline)
      baseline_ = std::move(*baseline);
    else
      failed_ = baseline.problem();
  }

  policy::ruling rule(const journaled_change& what) override {
    switch (what.what.kind) {
      case change_kind::row:
      case change_kind::baseline: return rule_on_row(what, what.what.inserted, half::inserted);
      case change_kind::baseline_begin: return begin_baseline();
      case change_kind::baseline_end: return end_baseline(what);
      case change_kind::republish: return work_out(what);
    }
    return policy::filter{"unknown kind"};
  }

  policy::ruling removed(const journaled_change& lone) override {
    const auto row = traceless_.find(fold_key(lone.what.key));
    if (row != traceless_.end() && row->second >= lone.what.stamp)
      return policy::supersede{"the other half came"};
    return rule_on_row(lone, lone.what.deleted, half::deleted);
  }

  observation observe(const journaled_change& read, observing how) override {
    auto row = read_stock_row(read.what.inserted, read.what.key, reading_()->aliases);
    if (!row || row->item.empty()) return observation::refused;
    policy::inventory_change told;
    told.at = read.version();
    told.now = std::move(*row);
    told.baseline = true;
    auto& of = known(told.now.item);
    const auto before = of;
    const auto came = policy::rule_on_stock(told, of.stock, baseline_, options_);
    const auto after = std::exchange(of, before);
    if (std::holds_alternative<policy::reject>(came.what)) return observation::refused;
    if (how == observing::whole_run) note_baseline(told.now.warehouse);
    if (!same_figures(before.stock, after.stock)) return observation::fresh;
    if (before.stock.cells == after.stock.cells && before.stock.vendors == after.stock.vendors)
      return observation::superseded;
    if (how == observing::nothing) return observation::unchanged;
    of.stock.cells = after.stock.cells;
    of.stock.vendors = after.stock.vendors;
    of.changed = true;
    return observation::unchanged;
  }

  void begin_whole_run() override { static_cast<void>(begin_baseline()); }

  result<own_entries> keep() override {
    write_down();
    if (failed_) return *failed_;
    return std::exchange(written_, {});
  }

  void forget(const std::string& key_glob) override {
    const auto glob = fold_key(key_glob);
    for (auto each = traceless_.begin(); each != traceless_.end();)
      if (glob.empty() || glob_matches(glob, each->first))
        each = traceless_.erase(each);
      else
        ++each;
  }

 private:
  enum class half : bool { inserted, deleted };
  struct item {
    item_stock stock;
    bool changed = false;
  };

  /// False: the write failed.
  bool write_down() {
    if (failed_) return false;
    storage::stock_news news;
    for (const auto& [name, each] : items_)
      if (each.changed) news.items.push_back(&each.stock);
    if (baseline_changed_) news.baseline = &baseline_;
    news.entries = std::exchange(entries_, {});
    const auto head = shared_.ledger.keep_stock(news);
    if (!head) {
      failed_ = head.problem();
      return false;
    }
    items_.clear();
    baseline_changed_ = false;
    written_.head = std::max(written_.head, *head);
    written_.count += news.entries.size();
    return true;
  }

  /// What is known of the item, including this chunk. An undecodable record is an error of this
  /// change alone; a disk read error ends the lane.
  item& known(const std::string& name) {
    const auto folded = fold_key(name);
    if (const auto found = items_.find(folded); found != items_.end()) return found->second;
    auto stored = shared_.ledger.stock_of(name);
    if (!stored) {
      if (stored.problem().code != errc::damaged) failed_ = stored.problem();
      throw std::runtime_error{stored.problem().message};
    }
    return items_.emplace(folded, item{std::move(*stored).value_or(item_stock{}), false})
        .first->second;
  }

  policy::ruling rule_on_row(const journaled_change& what, const std::string& json, half which) {
    const auto reading = reading_();
    if (auto words = acumatica::contradiction_in(what.what, reading->aliases))
      return policy::reject{letter_class::data, *std::move(words)};
    auto row = read_stock_row(json, what.what.key, reading->aliases);
    if (!row) return policy::reject{letter_class::data, row.problem().message};
    policy::inventory_change told;
    told.at = what.version();
    told.now = std::move(*row);
    told.removal = which == half::deleted;
    told.baseline = what.what.kind == change_kind::baseline;
    // A change that was unsettled at the start may have been superseded in memory by a row that
    // needed no request of its own: one of a baseline, or one with an unchanged figure. Its figure
    // is therefore sent anyway.
    told.replayed = what.letter != 0 || what.sequence <= resumed_to_;
    if (!told.removal && !what.what.deleted.empty()) {
      auto before = read_stock_row(what.what.deleted, what.what.key, reading->aliases);
      if (before) told.before = std::move(*before);
    }
    if (told.now.item.empty()) {
      item_stock nobody;
      return policy::rule_on_stock(told, nobody, baseline_, options_).what;
    }
    auto& of = known(told.now.item);
    auto came = policy::rule_on_stock(told, of.stock, baseline_, options_);
    of.changed = of.changed || came.remembered;
    if (came.unmapped)
      shared_.stats.unmapped.note("warehouse", told.now.warehouse, what.what.key, shared_.now_us());
    if (told.baseline && !std::holds_alternative<policy::reject>(came.what))
      note_baseline(told.now.warehouse);
    if (!told.removal && !came.remembered) note_traceless(what);
    for (const auto& key : came.also)
      entries_.push_back(entry_for(key, what.what.stamp, what.what.accepted_at_us));
    return std::move(came.what);
  }

  /// A row without news leaves nothing in the snapshot, but a lone Deleted of it is still no
  /// removal.
  void note_traceless(const journaled_change& what) {
    if (traceless_.size() >= most_traceless) traceless_.clear();
    auto& stamp = traceless_[fold_key(what.what.key)];
    stamp = std::max(stamp, what.what.stamp);
  }

  policy::ruling work_out(const journaled_change& what) {
    const auto record = policy::split_stock_key(what.what.key);
    if (!record) return policy::reject{letter_class::bug, "republish: no source in the key"};
    auto& of = known(record->item);
    if (of.stock.item.empty()) return policy::filter{"nothing remembered"};
    const auto held = of.stock.held;
    auto ruling = policy::rule_on_figure(of.stock, record->source, baseline_, options_);
    of.changed = of.changed || held != of.stock.held;
    if (!options_.enabled) return policy::filter{"switched off"};
    return ruling;
  }

  void note_baseline(const std::string& warehouse) {
    if (!warehouse.empty() && baseline_.under_way.insert(fold_key(warehouse)).second)
      baseline_changed_ = true;
  }

  /// An interrupted baseline has shown only some of its warehouses, so they do not count.
  policy::ruling begin_baseline() {
    baseline_changed_ = baseline_changed_ || !baseline_.under_way.empty();
    baseline_.under_way.clear();
    return policy::filter{"baseline"};
  }

  /// Its warehouses count as seen from now on, and what was held for them is sent. Items are
  /// scanned page by page. If the process ends on the way, the entry that ends the baseline is
  /// still in the journal.
  policy::ruling end_baseline(const journaled_change& what) {
    baseline_.seen.insert(baseline_.under_way.begin(), baseline_.under_way.end());
    baseline_.under_way.clear();
    baseline_changed_ = true;
    if (!write_down()) return policy::filter{"baseline"};
    std::string cursor;
    do {
      auto page = shared_.ledger.stock(cursor, release_page);
      if (!page) {
        failed_ = page.problem();
        break;
      }
      for (const auto& each : page->items)
        if (!each.held.empty()) release(each, what);
      cursor = page->next;
    } while (!cursor.empty() && write_down());
    return policy::filter{"baseline"};
  }

  void release(const item_stock& stored, const journaled_change& what) {
    auto& of = known(stored.item);
    const auto held = of.stock.held;
    for (const auto& source : held) {
      if (!policy::complete(of.stock, source, baseline_, options_)) continue;
      of.stock.held.erase(std::find(of.stock.held.begin(), of.stock.held.end(), source));
      of.changed = true;
      entries_.push_back(entry_for(policy::stock_key(of.stock.item, source), newest_stamp(of.stock),
                                   what.what.accepted_at_us));
    }
  }

  context& shared_;
  current_reading reading_;
  policy::inventory_options options_;
  std::map<std::string, item> items_;  // of the current chunk, by folded name
  std::vector<change> entries_;
  std::unordered_map<std::string, std::uint64_t> traceless_;  // folded key -> newest time stamp
  std::uint64_t resumed_to_ = 0;                              // the highest number at the start
  baseline_memory baseline_;
  bool baseline_changed_ = false;
  std::optional<error> failed_;
  own_entries written_;  // since the lane was last notified
};

}  // namespace

result<policy::inventory_row> read_stock_row(const std::string& json, const std::string& key,
                                             const acumatica::field_aliases& aliases) {
  const auto columns = acumatica::read_row(entity::inventory, json, aliases);
  if (!columns) return columns.problem();
  policy::inventory_row row;
  row.item = name_in(*columns, concept_id::item);
  row.warehouse = name_in(*columns, concept_id::warehouse);
  row.location = name_in(*columns, concept_id::location);
  row.vendor = name_in(*columns, concept_id::vendor);
  if (row.item.empty() && !key.empty()) take_names_from_key(row, key);
  row.quantities = {figure_in(*columns, concept_id::available),
                    figure_in(*columns, concept_id::available_for_shipping),
                    figure_in(*columns, concept_id::on_hand)};
  row.vendor_quantity = figure_in(*columns, concept_id::vendor_quantity);
  row.vendor_share = figure_in(*columns, concept_id::vendor_share);
  return row;
}

rules_maker inventory_rules(current_reading reading, policy::inventory_options options) {
  return [reading = std::move(reading), options = std::move(options)](context& shared) {
    return std::make_unique<stock_rules>(shared, reading, options);
  };
}

std::vector<change> republished(const item_stock& stock, const policy::inventory_options& options,
                                const std::function<bool(const std::string&)>& matches,
                                std::int64_t now_us) {
  std::vector<change> entries;
  for (const auto& source : policy::sources_of(stock, options)) {
    const auto key = policy::stock_key(stock.item, source);
    if (matches(key)) entries.push_back(entry_for(key, newest_stamp(stock), now_us));
  }
  return entries;
}

}  // namespace acumage::actors
