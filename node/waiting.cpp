// Waiting deliveries, values to be sent again, and versions to be forgotten, in the running node.
#include "actors/document_memory.hpp"
#include "actors/inventory.hpp"
#include "node/parts.hpp"
#include "settings/each_entity.hpp"
#include "settings/wall_clock.hpp"

#include <algorithm>
#include <utility>

namespace acumage::node {

namespace {

/// A lane answers in milliseconds; one that searches a million keys takes a little longer.
constexpr std::chrono::seconds lane_answers{10};

/// A lane forgets a million keys in seconds; this is below the time that clients wait for an
/// answer.
constexpr std::chrono::seconds lane_forgets{50};

/// How long a lane may take to process what was accepted before, because its memory is read
/// directly.
constexpr std::chrono::seconds lane_takes_in{5};

constexpr std::size_t items_at_once = 1000;  // read and put into the journal together

/// A cursor consists of the lane and its last key: "inventory LAMP-07@wh_east".
struct waiting_place {
  entity lane = entity::pricing;
  std::string key;
};

result<waiting_place> place_of(const std::string& cursor) {
  if (cursor.empty()) return waiting_place{};
  const auto blank = cursor.find(' ');
  const auto lane = entity_from(cursor.substr(0, blank));
  if (!lane || blank == std::string::npos)
    return error{errc::invalid,
                 "waiting: cursor \"" + cursor.substr(0, 60) +
                     "\" is invalid; expected the cursor of the previous page",
                 {}};
  return waiting_place{*lane, cursor.substr(blank + 1)};
}

/// Steady time to wall time.
std::int64_t wall_of(time_point at, std::int64_t now_us) {
  const auto left = at - std::chrono::steady_clock::now();
  return now_us + std::chrono::duration_cast<std::chrono::microseconds>(left).count();
}

}  // namespace

waiting_item shown_waiting(entity which, waiting_row row, std::int64_t now_us) {
  waiting_item item;
  item.entity = which;
  item.key = std::move(row.key);
  item.version = row.version;
  item.state = row.state;
  item.since_us = row.since_us;
  if (row.next_at) item.next_at_us = wall_of(*row.next_at, now_us);
  item.last_error = std::move(row.last_error);
  return item;
}

result<waiting_page> node::parts::waiting(const waiting_filter& filter, const std::string& cursor,
                                          std::size_t limit) const {
  auto from = place_of(cursor);
  if (!from) return from.problem();
  waiting_page page;
  for (auto lane = index_of(from->lane); lane < entity_count; ++lane) {
    const auto which = all_entities.at(lane);
    if (filter.entity && *filter.entity != which) continue;
    waiting_query ask;
    ask.filter = filter;
    if (which == from->lane) ask.after = from->key;
    ask.limit = limit - page.items.size();
    auto rows = pipeline_->waiting(which, ask, lane_answers);
    if (!rows) return rows.problem();
    for (auto& each : rows->rows)
      page.items.push_back(shown_waiting(which, std::move(each), settings::wall_us()));
    const bool full = page.items.size() == limit;
    if (!rows->next.empty() || (full && lane + 1 < entity_count)) {
      page.next = std::string{to_string(which)} + " " + (full ? page.items.back().key : rows->next);
      return page;
    }
  }
  return page;
}

result<std::uint64_t> node::parts::order_waiting(const waiting_filter& filter,
                                                 api::waiting_order what) {
  waiting_order order;
  order.what =
      what == api::waiting_order::retry ? waiting_order::verb::retry : waiting_order::verb::fail;
  order.filter = filter;
  return settings::of_each(filter.entity, [&](entity each) {
    return pipeline_->order_waiting(each, order, lane_answers);
  });
}

/// Calls `use` with the entries that match, about a thousand of one entity at a time.
template <class Use>
result<std::uint64_t> node::parts::each_republished(const republish_filter& filter, Use use) const {
  const auto options = inventory_options_of(with_);
  const auto matches = [&](const std::string& key) {
    return filter.key.empty() || glob_matches(filter.key, key);
  };
  std::uint64_t count = 0;
  std::vector<change> entries;
  const auto page_done = [&](entity which) -> status {
    if (auto may = ledger_->not_interrupted(); !may) return may;
    count += entries.size();
    return use(which, std::exchange(entries, {}));
  };
  const auto means = [&](entity which) { return !filter.entity || filter.entity == which; };
  std::string cursor;
  for (bool more = means(entity::inventory); more; more = !cursor.empty()) {
    auto page = ledger_->stock(cursor, items_at_once);
    if (!page) return page.problem();
    for (const auto& item : page->items)
      for (auto& each : actors::republished(item, options, matches, settings::wall_us()))
        entries.push_back(std::move(each));
    if (auto used = page_done(entity::inventory); !used) return used.problem();
    cursor = page->next;
  }
  for (const auto which : {entity::pricing, entity::shipment, entity::customer, entity::order})
    for (bool more = means(which); more; more = !cursor.empty()) {
      auto page = ledger_->documents(which, cursor, items_at_once);
      if (!page) return page.problem();
      for (const auto& each : page->documents)
        if (matches(each.key))
          entries.push_back(actors::republished(which, each, settings::wall_us()));
      if (auto used = page_done(which); !used) return used.problem();
      cursor = page->next;
    }
  return count;
}

/// Remembered values are complete only when the lanes have processed everything accepted so far.
status node::parts::wait_for_memory(const std::optional<entity>& of) const {
  const auto until = std::chrono::steady_clock::now() + lane_takes_in;
  for (const auto each : all_entities) {
    if (of && *of != each) continue;
    if (shared_->taken_in.wait(each, ledger_->bounds(each).second, until)) continue;
    return error{errc::unavailable,
                 std::string{to_string(each)} +
                     ": has not processed all accepted changes yet; expected another try later",
                 {}};
  }
  return done();
}

result<std::uint64_t> node::parts::count_republish(const republish_filter& filter) const {
  if (const auto whole = wait_for_memory(filter.entity); !whole) return whole.problem();
  return each_republished(filter, [](entity, const std::vector<change>&) { return done(); });
}

/// All or nothing as far as can be known in advance: the node checks for room first. If pushes take
/// that room in the meantime, the error says how many records were queued. Repeating the order
/// sends the same values once more.
result<api::republished> node::parts::republish(const republish_filter& filter) {
  const std::lock_guard guard{republish_mutex_};
  const auto count = count_republish(filter);
  if (!count) return count.problem();
  const auto waiting = ledger_->figures().unsettled;
  if (waiting + *count > with_.intake.max_unsettled)
    return error{errc::full,
                 "republish: " + std::to_string(*count) + " records in addition to " +
                     std::to_string(waiting) + " unsettled changes; expected at most " +
                     std::to_string(with_.intake.max_unsettled) +
                     " together (intake.max_unsettled): select fewer by key, or wait",
                 {}};
  std::uint64_t put = 0;
  api::republished made{.order = next_request_id()};
  ledger_->followed().begin(made.order);
  const auto all =
      each_republished(filter, [&](entity which, const std::vector<change>& entries) -> status {
        if (entries.empty()) return done();
        const auto head = ledger_->append_own(entries, made.order);
        if (!head)
          return error{head.problem().code,
                       head.problem().message + "; " + std::to_string(put) + " of " +
                           std::to_string(*count) + " records are queued",
                       {}};
        pipeline_->entries_added(which, *head, entries.size());
        put += entries.size();
        return done();
      });
  if (!all) return all.problem();
  made.count = *all;
  return made;
}

result<std::uint64_t> node::parts::count_versions(const forget_filter& filter) const {
  if (const auto whole = wait_for_memory(filter.entity); !whole) return whole.problem();
  return settings::of_each(
      filter.entity, [&](entity which) { return ledger_->count_versions(which, filter.key); });
}

/// A delivery in progress keeps its version, which is then remembered.
result<std::uint64_t> node::parts::forget_versions(const forget_filter& filter) {
  return settings::of_each(filter.entity, [&](entity which) {
    auto count = pipeline_->forget_versions(which, {filter.key}, lane_forgets);
    if (count)
      log_({log_level::info,
            "node",
            "versions forgotten: older ones are accepted again",
            {{"entity", std::string{to_string(which)}}, {"keys", std::to_string(*count)}}});
    return count;
  });
}

result<std::vector<unmapped_value>> node::parts::unmapped() const { return stats_.unmapped.list(); }

}  // namespace acumage::node
