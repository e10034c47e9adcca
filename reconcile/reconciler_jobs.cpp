// The list of reconciliations: what is ordered by hand or by schedule, what is kept, and how a job ends.
#include "reconcile/reconciler.hpp"
#include "reconcile/report_rows.hpp"
#include "reconcile/second_look.hpp"

#include <algorithm>
#include <charconv>
#include <system_error>
#include <utility>

namespace acumage::reconcile {

namespace {

constexpr std::chrono::milliseconds look_interval{1'000};  // for a run that is due
constexpr const char* stopped_words =
    "the node was stopped, or took over new settings, before everything was compared";

const auto is_open = [](const reconcile_status& job) { return !job.over(); };

bool is_complete(const reconcile_status& job) {
  return job.order.scope == reconcile_scope::all && job.state == reconcile_state::done;
}

/// The last run by schedule of an entity stays, because it tells when the next one is due, and so
/// does the last complete one, because it tells whether differences last.
bool may_go(const reconcile_status& job, std::span<const reconcile_status> later) {
  const auto follows = [&](auto is) {
    return std::any_of(later.begin(), later.end(), [&](const reconcile_status& each) {
      return each.order.entity == job.order.entity && is(each);
    });
  };
  if (!job.over()) return false;
  if (job.order.automatic &&
      !follows([](const reconcile_status& each) { return each.order.automatic; }))
    return false;
  return !is_complete(job) || follows(is_complete);
}

void stop_short(reconcile_status& job, std::int64_t now_us) {
  job.state = reconcile_state::failed;
  job.error = stopped_words;
  job.cut_short = true;
  job.ended_us = now_us;
}

}  // namespace

reconciler::reconciler(reconciler_neighbours with) : with_{std::move(with)} {
  take_known();
  thread_ = std::thread{[this] { work(); }};
}

reconciler::~reconciler() { stop(); }

void reconciler::stop() {
  {
    const std::lock_guard guard{mutex_};
    stopping_ = true;
  }
  news_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void reconciler::take_known() {
  jobs_ = std::move(with_.known);
  for (auto& each : jobs_) {
    std::uint64_t number = 0;
    std::from_chars(each.id.data(), each.id.data() + each.id.size(), number);
    last_id_ = std::max(last_id_, number);
    if (each.over()) continue;
    stop_short(each, with_.now_us());
    save(each);
  }
}

result<std::string> reconciler::order(reconcile_order what) {
  if (what.entity == entity::customer)
    return error{
        errc::invalid,
        "entity: customers are not compared; expected pricing, inventory, shipment or order",
        {}};
  const bool empty = (what.scope == reconcile_scope::keys && what.keys.empty()) ||
                     (what.scope == reconcile_scope::sample && what.sample == 0);
  if (empty) return error{errc::invalid, "selection: empty; expected all, sample or key", {}};
  const std::string name{to_string(what.entity)};
  if (what.fix == reconcile_fix::node && (with_.erp == nullptr || !with_.pulled(what.entity)))
    return error{
        errc::invalid,
        "fix = node: nothing is pulled of " + name + "; expected an inquiry in [pull." + name + "]",
        {}};
  const std::lock_guard guard{mutex_};
  return add(std::move(what));
}

/// The caller holds mutex_.
result<std::string> reconciler::add(reconcile_order what) {
  if (stopping_) return error{errc::unavailable, "reconcile: the node ends", {}};
  const auto running = std::find_if(jobs_.rbegin(), jobs_.rend(), is_open);
  if (running != jobs_.rend()) {
    if (what.automatic || !running->order.automatic)
      return error{errc::conflict, "reconcile: job " + running->id + " is running", {}};
    if (cancelled_.insert(running->id).second) outranked_ = running->id;
  }
  reconcile_status made;
  made.started_us = with_.now_us();
  last_id_ = std::max(last_id_ + 1, static_cast<std::uint64_t>(made.started_us / 1'000'000));
  made.id = std::to_string(last_id_);
  made.has_erp = with_.erp != nullptr && with_.pulled(what.entity);
  made.key_count = what.keys.size();
  made.order = std::move(what);
  if (auto saved = with_.save(made, make_room()); !saved) return saved.problem();
  jobs_.push_back(std::move(made));
  news_.notify_all();
  return jobs_.back().id;
}

/// Forgets the oldest job before one is added, and removes its report. Returns the id of what was
/// forgotten.
std::string reconciler::make_room() {
  if (jobs_.size() < most_kept) return {};
  auto oldest = jobs_.begin();
  while (oldest != jobs_.end() && !may_go(*oldest, {oldest + 1, jobs_.end()})) ++oldest;
  if (oldest == jobs_.end()) return {};
  std::error_code ignored;
  std::filesystem::remove(oldest->file, ignored);
  auto id = oldest->id;
  jobs_.erase(oldest);
  return id;
}

std::vector<reconcile_status> reconciler::all() const {
  const std::lock_guard guard{mutex_};
  return jobs_;
}

result<reconcile_page> reconciler::rows(const std::string& id, const std::string& what,
                                        const std::string& cursor, std::size_t limit) const {
  std::string file;
  {
    const std::lock_guard guard{mutex_};
    for (const auto& each : jobs_)
      if (each.id == id) file = each.file;
  }
  if (file.empty())
    return error{errc::not_found,
                 "reconcile: job " + id + " has no report yet; expected one that is done",
                 {}};
  return report_rows(file, what, cursor, limit);
}

status reconciler::cancel(const std::string& id) {
  const std::lock_guard guard{mutex_};
  for (const auto& each : jobs_) {
    if (each.id != id) continue;
    if (each.over()) return error{errc::conflict, "reconcile: job " + id + " is over", {}};
    cancelled_.insert(id);
    news_.notify_all();
    return done();
  }
  return error{errc::not_found, "reconcile: no job " + id + "; expected one of the last few", {}};
}

/// Waits for the next job. False: the node ends.
bool reconciler::next_job() {
  std::unique_lock lock{mutex_};
  for (;;) {
    if (stopping_) return false;
    const auto found = std::find_if(jobs_.begin(), jobs_.end(), is_open);
    if (found != jobs_.end()) {
      now_ = *found;
      return true;
    }
    if (const auto which = due(with_.schedule, jobs_, with_.now_us()))
      if (add({.entity = *which, .automatic = true})) continue;
    news_.wait_for(lock, look_interval,
                   [&] { return stopping_ || std::any_of(jobs_.begin(), jobs_.end(), is_open); });
  }
}

void reconciler::end(const status& how) {
  bool stopped = false;
  bool cancelled = false;
  bool outranked = false;
  {
    const std::lock_guard guard{mutex_};
    cancelled = cancelled_.erase(now_.id) > 0;
    outranked = std::exchange(outranked_, {}) == now_.id;
    stopped = stopping_;
  }
  note([&](reconcile_status& job) {
    job.ended_us = with_.now_us();
    if (how) {
      job.state = reconcile_state::done;
    } else if (cancelled) {
      job.state = reconcile_state::cancelled;
      job.cut_short = outranked;
      if (outranked) job.error = "gave way to a manual order; begins again after it";
    } else if (stopped) {
      stop_short(job, job.ended_us);
    } else {
      job.state = reconcile_state::failed;
      job.error = how.problem().message;
    }
  });
  save(now_);
  with_.log({now_.state == reconcile_state::failed ? log_level::error : log_level::info,
             "reconciler",
             "a reconciliation has ended",
             {{"job", now_.id},
              {"entity", std::string{to_string(now_.order.entity)}},
              {"state", std::string{to_string(now_.state)}},
              {"checked", std::to_string(now_.checked)},
              {"differences", std::to_string(now_.differences)},
              {"error", now_.error}}});
}

void reconciler::save(const reconcile_status& job) {
  if (const auto saved = with_.save(job, {}); !saved)
    with_.log({log_level::error,
               "reconciler",
               "a reconciliation could not be kept",
               {{"job", job.id}, {"error", saved.problem().message}}});
}

}  // namespace acumage::reconcile
