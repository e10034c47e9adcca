// What becomes of the rows of a page: compared by their lane, put into the journal with the job.
#include "acumatica/fingerprint.hpp"
#include "acumatica/pulled_row.hpp"
#include "messages/json_text.hpp"
#include "pull/run.hpp"

#include <algorithm>
#include <utility>

namespace acumage::pull {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds at_once{0};
constexpr std::size_t observed_at_once = 500;  // the lane does nothing else meanwhile
constexpr std::size_t items_at_once = 500;

change end_marker(const std::string& job) {
  change marker;
  marker.entity = entity::inventory;
  marker.kind = change_kind::baseline_end;
  marker.id = job;
  return marker;
}

/// The newest time stamp of what is known of the cell.
std::uint64_t newest_stamp(const stock_cell& cell) {
  std::uint64_t newest = 0;
  for (const auto& each : cell.figures) newest = std::max(newest, each.at.stamp);
  return newest;
}

bool has_stock(const stock_cell& cell) {
  return std::any_of(cell.figures.begin(), cell.figures.end(),
                     [](const known_figure& each) { return each.known() && each.value != "0"; });
}

std::string removal_row(const std::string& item, const stock_cell& cell) {
  json_writer row;
  row.object().key("InventoryID").string(item).key("WarehouseID").string(cell.warehouse);
  if (!cell.location.empty()) row.key("LocationID").string(cell.location);
  return row.end().take();
}

}  // namespace

std::uint64_t run::lag_ticks() const { return ticks_in(how_.lag); }

run::pause run::take(page what) {
  const bool nothing = job_.rows == 0 && what.rows.empty() && what.last;
  if (nothing && job_.scope != pull_scope::keys && !job_.accept_empty) {
    const auto known = with_.ledger.count_remembered(job_.entity);
    if (!known) return fail(known.problem().message);
    const auto empty = "\"" + inquiry() + "\": 0 rows where " + std::to_string(*known) +
                       " are remembered; expected rows, or --accept-empty";
    if (*known > 0 && job_.scope == pull_scope::all) return fail(empty);
    if (*known > 0) {
      const auto any = erp_.has_rows(job_.entity);
      if (const auto* met = std::get_if<problem>(&any)) return meet(*met);
      if (!std::get<bool>(any)) return fail(empty);
    }
  }
  troubled_since_us_ = 0;
  troubles_ = 0;
  job_.error.clear();
  job_.wait = pull_wait::none;
  if (job_.rows + what.rows.size() > how_.max_rows)
    return fail("\"" + inquiry() + "\" has more rows than acumatica.max_rows = " +
                std::to_string(how_.max_rows) + "; expected a higher limit, or a filter");
  const auto aliases = with_.aliases();
  std::vector<change> rows;
  rows.reserve(what.rows.size());
  for (auto& each : what.rows) {
    rows.push_back(acumatica::pulled_row(job_.entity, std::move(each), aliases));
    rows.back().stamp = what.asked_at - std::min(what.asked_at, lag_ticks());
    rows.back().query = inquiry();
    rows.back().id = std::string{pulled_id} + job_.id;
    rows.back().accepted_at_us = with_.now_us();
  }
  std::vector<observation> seen;
  for (std::size_t at = 0; at < rows.size(); at += observed_at_once) {
    observe_rows ask;
    const auto end = std::min(rows.size(), at + observed_at_once);
    ask.rows.assign(rows.begin() + static_cast<std::ptrdiff_t>(at),
                    rows.begin() + static_cast<std::ptrdiff_t>(end));
    ask.whole_run = whole_run();
    ask.dry_run = job_.dry_run;
    ask.first = whole_run() && job_.pages == 0 && at == 0;
    auto answer = with_.observe(job_.entity, std::move(ask));
    if (!answer || answer->problem) {  // the lane is busy, or the node is about to end
      rows_.reset();
      return wait(pull_wait::no_room, 1s);
    }
    seen.insert(seen.end(), answer->what.begin(), answer->what.end());
  }
  ++job_.pages;
  job_.rows += rows.size();
  job_.cursor = what.resume;
  if (what.last) {
    const bool zero =
        whole_run() && job_.entity == entity::inventory && (job_.absent_zero || how_.absent_zero);
    if (zero)
      job_.look_for_absent();
    else
      ends_ = true;
  }
  build(std::move(rows), seen, what.changed);
  return at_once;
}

/// A row of the ERP that changed longer ago than a push may be late, and is news all the same.
void run::count_missed(const std::string& key, std::uint64_t changed_at) {
  if (changed_at == 0 || job_.scope == pull_scope::keys) return;
  if (with_.ledger.pull_mark_of(job_.entity).until == 0) return;  // the first run: all is news
  if (changed_at + lag_ticks() >= job_.until) return;
  ++job_.missed;
  job_.newest_missed = std::max(job_.newest_missed, changed_at);
  if (job_.missed_keys.size() < pull_job::most_missed_keys) job_.missed_keys.push_back(key);
}

/// What of the rows belongs into the journal. A row that makes no sense is a parcel with a
/// fingerprint, so that each run does not make another dead letter of it.
void run::build(std::vector<change> rows, const std::vector<observation>& seen,
                const std::vector<std::uint64_t>& changed) {
  unsent_ = std::make_unique<submission>();
  parcel news;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    auto& row = rows[i];
    const bool equal = seen[i] == observation::unchanged;
    job_.unchanged += equal ? 1 : 0;
    job_.superseded += seen[i] == observation::superseded ? 1 : 0;
    if (seen[i] == observation::superseded || (equal && !job_.force)) continue;
    if (!equal) {
      ++job_.fresh;
      if (job_.examples.size() < pull_job::most_examples && !row.key.empty())
        job_.examples.push_back(row.key);
      if (seen[i] == observation::fresh && i < changed.size()) count_missed(row.key, changed[i]);
    }
    if (job_.dry_run) continue;
    if (seen[i] == observation::refused) {
      parcel wrong;
      wrong.fingerprint =
          acumatica::fingerprint_of({"pulled", to_string(job_.entity), row.inserted});
      wrong.changes.push_back(std::move(row));
      unsent_->parcels.push_back(std::move(wrong));
    } else {
      news.changes.push_back(std::move(row));
    }
  }
  if (!news.changes.empty()) unsent_->parcels.push_back(std::move(news));
}

run::pause run::submit() {
  if (auto why = why_not(); !why.empty()) return fail(std::move(why));
  if (job_.force && !job_.dry_run) {
    std::vector<std::string> keys;
    for (const auto& each : unsent_->parcels)
      for (const auto& row : each.changes) keys.push_back(row.key);
    if (const auto forgot = with_.ledger.void_values(job_.entity, keys); !forgot)
      return wait(pull_wait::no_room, 1s);
  }
  auto progress = job_;
  if (ends_) {
    progress.state = pull_state::done;
    progress.ended_us = with_.now_us();
  }
  auto sent = *unsent_;
  if (ends_ && whole_run() && job_.entity == entity::inventory)
    sent.parcels.push_back({{}, {end_marker(job_.id)}, false});
  sent.progress = progress;
  const auto taken = with_.submit(std::move(sent));
  if (!taken && taken.problem().code == errc::too_large) return fail(taken.problem().message);
  if (!taken) return wait(pull_wait::no_room, 1s);  // no room, or the node is about to end
  job_ = std::move(progress);
  job_.wait = pull_wait::none;
  unsent_.reset();
  return at_once;
}

/// Cells that the run has not brought have left the inquiry. The run has moved the versions of all
/// that it brought, and a push since then has a newer one.
run::pause run::zero_absent() {
  if (!with_.taken_in(entity::inventory)) return 200ms;
  const auto found = with_.ledger.stock(absent_cursor_, items_at_once);
  if (!found) return fail(found.problem().message);
  const auto stamp = job_.until - std::min(job_.until, lag_ticks());
  parcel gone;
  for (const auto& item : found->items)
    for (const auto& cell : item.cells) {
      if (newest_stamp(cell) >= stamp || !has_stock(cell)) continue;
      change row;
      row.entity = entity::inventory;
      row.deleted = removal_row(item.item, cell);
      row.key = item.item + "@" + cell.warehouse +
                (cell.location.empty() ? std::string{} : "/" + cell.location);
      row.stamp = stamp;
      row.query = inquiry();
      row.id = std::string{pulled_id} + job_.id;
      row.accepted_at_us = with_.now_us();
      ++job_.fresh;
      gone.changes.push_back(std::move(row));
    }
  absent_cursor_ = found->next;
  if (absent_cursor_.empty()) {
    ends_ = true;
  } else if (gone.changes.empty()) {
    return at_once;
  }
  unsent_ = std::make_unique<submission>();
  if (!gone.changes.empty()) unsent_->parcels.push_back(std::move(gone));
  return at_once;
}

}  // namespace acumage::pull
