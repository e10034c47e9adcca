#include "pull/lost_push_watch.hpp"

#include "erp/lost_pushes.hpp"
#include "messages/json_text.hpp"
#include "pull/puller.hpp"

#include <algorithm>
#include <utility>

namespace acumage::pull {

namespace {

using namespace std::chrono_literals;

constexpr std::int64_t second_us = 1'000'000;
/// Acumatica keeps them as long, and one stamped earlier may use up its attempts later.
constexpr std::uint64_t two_days = 2 * 86'400 * ticks_per_second;
constexpr std::size_t longest_text = 500;  // bytes
/// A trouble that may pass is reported only after it has lasted this long.
constexpr std::int64_t patience_us = 3'600 * second_us;

std::string shortened(std::string text) {
  if (text.size() <= longest_text) return text;
  auto end = longest_text;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  text.resize(end);
  return text;
}

}  // namespace

lost_push_watch::lost_push_watch(lost_push_options how, lost_push_neighbours with)
    : how_{how}, with_{std::move(with)}, pause_{how.every} {
  auto known = with_.ledger.lost_pushes();
  if (!known) {
    with_.log({log_level::error, "lost pushes", known.problem().message, {}});
    return;
  }
  asked_us_ = known->asked_us;
  for (auto& each : known->all) rows_.put(std::move(each));
  for (const auto& each : with_.ledger.pulls()) note_end(each);
}

/// Asked for each row, and between all steps of the jobs.
std::optional<entity> lost_push_watch::entity_of(const std::string& query) const {
  const auto known = entities_.find(query);
  if (known != entities_.end()) return known->second;
  return entities_[query] = with_.entity_of(query);
}

std::uint64_t lost_push_watch::ticks_of_span(std::chrono::seconds span) const {
  return static_cast<std::uint64_t>(span.count()) * ticks_per_second;
}

status lost_push_watch::take_rows(const std::vector<std::string>& rows) {
  std::vector<lost_push> found;
  for (const auto& each : rows)
    if (auto one = erp::read_lost_push(each)) found.push_back(std::move(*one));
  return take(std::move(found), 0);
}

void lost_push_watch::note_push(std::string_view query, std::uint64_t stamp) {
  const std::lock_guard guard{mutex_};
  pushes_.note(query, stamp);
  for (auto at = rows_.all().lower_bound({stamp, {}});
       at != rows_.all().end() && at->first.first == stamp; ++at) {
    auto& row = at->second;
    if (!row.open() || !pushes_.has(row.what.query, stamp)) continue;
    row.covered_by = "push";
    static_cast<void>(with_.ledger.save_lost_pushes({.put = {row}}));
  }
}

void lost_push_watch::note_refusal(int http_status) {
  const std::lock_guard guard{mutex_};
  refusals_.note(http_status, with_.now_us());
}

/// Whether a job has read what changed up to the notification, and late enough for the row of the
/// ERP to win over what was known (PULL.md 7.3).
bool lost_push_watch::covers(const pull_job& job, const lost_push& what) const {
  return job.state == pull_state::done && !job.dry_run && job.scope != pull_scope::keys &&
         entity_of(what.query) == job.entity && job.since <= what.at &&
         what.at + ticks_of_span(how_.lag) <= job.until;
}

std::string lost_push_watch::cover_of(const lost_push& what, std::span<const pull_job> jobs) const {
  if (pushes_.has(what.query, what.at)) return "push";
  for (const auto& each : jobs)
    if (covers(each, what)) return each.id;
  return {};
}

void lost_push_watch::note_end(const pull_job& job) {
  if (job.state != pull_state::done) return;
  const std::lock_guard guard{mutex_};
  storage::lost_push_changes changes;
  for (auto& [at, row] : rows_.all()) {
    if (!row.open() || !covers(job, row.what)) continue;
    row.covered_by = job.id;
    changes.put.push_back(row);
  }
  if (!changes.put.empty()) static_cast<void>(with_.ledger.save_lost_pushes(changes));
}

/// Kept on disk before anything follows from them.
status lost_push_watch::take(std::vector<lost_push> found, std::int64_t asked_us) {
  const auto jobs = with_.ledger.pulls();
  const std::lock_guard guard{mutex_};
  storage::lost_push_changes changes;
  changes.asked_us = asked_us;
  std::sort(found.begin(), found.end(), [](const auto& left, const auto& right) {
    return lost_push_rows::key_of(left) < lost_push_rows::key_of(right);
  });
  if (found.size() > lost_push_rows::most)
    found.erase(found.begin(), found.end() - lost_push_rows::most);
  for (auto& each : found) {
    for (auto* text : {&each.hook_id, &each.query, &each.error})
      *text = shortened(std::move(*text));
    if (rows_.knows(each)) continue;
    auto cover = cover_of(each, jobs);
    changes.put.push_back({std::move(each), with_.now_us(), {}, std::move(cover)});
  }
  changes.removed = rows_.surplus(changes.put.size());
  if (changes.put.empty() && asked_us == 0) return done();
  if (auto saved = with_.ledger.save_lost_pushes(changes); !saved) return saved;
  rows_.drop(changes.removed);
  if (!changes.put.empty()) fresh_.clear();
  for (auto& each : changes.put) {
    if (each.open()) fresh_.insert(lost_push_rows::key_of(each.what));
    with_.on_found();
    with_.log({log_level::warn,
               "lost pushes",
               "Acumatica could not deliver a notification",
               {{"query", each.what.query},
                {"at", rfc3339(unix_us_of(each.what.at))},
                {"error", each.what.error},
                {"covered_by", each.covered_by}}});
    rows_.put(std::move(each));
  }
  return done();
}

bool lost_push_watch::poll_due() const {
  if (how_.every.count() == 0) return false;
  const auto passed = with_.now_us() - asked_us_;
  return passed < 0 || passed >= pause_.count() * second_us;
}

bool lost_push_watch::due() {
  {
    const std::lock_guard guard{mutex_};
    if (poll_due()) return true;
  }
  return !orders().empty();
}

void lost_push_watch::run(puller& jobs, erp_session& erp) {
  const bool ask = [&] {
    const std::lock_guard guard{mutex_};
    return poll_due();
  }();
  if (ask) poll(erp);
  for (const auto& each : orders()) give(jobs, each);
}

void lost_push_watch::poll(erp_session& erp) {
  const auto time = erp.now();
  const auto now_us = with_.now_us();
  if (const auto* met = std::get_if<problem>(&time)) return poll_failed(*met, now_us);
  auto last = std::get<std::uint64_t>(time);
  {
    const std::lock_guard guard{mutex_};
    ahead_us_ = unix_us_of(last) - now_us;
    if (!rows_.all().empty()) last = rows_.all().rbegin()->first.first;
  }
  auto came = erp.lost_pushes(last - std::min(last, two_days));
  if (const auto* met = std::get_if<problem>(&came)) return poll_failed(*met, now_us);
  const auto kept = take(std::move(std::get<std::vector<lost_push>>(came)), now_us);
  if (!kept) return poll_failed({trouble::again, kept.problem().message}, now_us);
  const std::lock_guard guard{mutex_};
  asked_us_ = now_us;
  pause_ = how_.every;
  failing_since_us_ = 0;
  problem_.clear();
}

void lost_push_watch::poll_failed(const problem& what, std::int64_t now_us) {
  if (what.kind == trouble::stopped) return;
  const std::lock_guard guard{mutex_};
  if (failing_since_us_ == 0) failing_since_us_ = now_us;
  const bool passes = what.kind != trouble::fatal;
  if (!passes || now_us - failing_since_us_ >= patience_us) problem_ = what.message;
  asked_us_ = now_us;
  pause_ = passes ? std::max(std::min<std::chrono::seconds>(how_.every, 300s), what.not_before)
                  : how_.every;
  // A node that restarts again and again signs in no more often.
  static_cast<void>(with_.ledger.save_lost_pushes({.asked_us = now_us}));
  with_.log({log_level::warn,
             "lost pushes",
             "the notifications that failed could not be read",
             {{"error", what.message}}});
}

/// Jobs that should read what the open ones told: when `lag` has passed after the newest of an
/// entity, or twice that after the oldest if more and more come.
std::vector<lost_push_watch::order> lost_push_watch::orders() const {
  std::vector<order> wanted;
  if (!how_.resync) return wanted;
  const std::lock_guard guard{mutex_};
  const auto now = ticks_of(with_.now_us() + ahead_us_);
  const auto lag = ticks_of_span(how_.lag);
  for (const auto each : all_entities) {
    if (!with_.pulled(each)) continue;
    order made{each, {}, 0};
    std::uint64_t newest = 0;
    for (const auto& [at, row] : rows_.all()) {
      if (!row.open() || !row.job.empty() || entity_of(row.what.query) != each) continue;
      if (made.rows.empty()) made.since = row.what.at;
      newest = row.what.at;
      if (row.what.at + lag <= now) made.rows.push_back(at);
    }
    if (made.rows.empty() || (newest + lag > now && made.since + 2 * lag > now)) continue;
    made.since -= std::min(made.since, ticks_of_span(how_.overlap));
    wanted.push_back(std::move(made));
  }
  return wanted;
}

void lost_push_watch::give(puller& jobs, const order& what) {
  pull_job job;
  job.entity = what.of;
  job.scope = pull_scope::since;
  job.since = what.since;
  job.automatic = true;
  const auto ordered = jobs.order(std::move(job));
  if (!ordered) return;  // too many wait: again in a second
  const std::lock_guard guard{mutex_};
  storage::lost_push_changes changes;
  for (const auto& each : what.rows) {
    const auto found = rows_.all().find(each);
    if (found == rows_.all().end()) continue;
    found->second.job = ordered->id;
    changes.put.push_back(found->second);
  }
  static_cast<void>(with_.ledger.save_lost_pushes(changes));
}

}  // namespace acumage::pull
