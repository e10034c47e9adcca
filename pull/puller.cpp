#include "pull/puller.hpp"

#include "storage/jobs/pulls.hpp"

#include <algorithm>
#include <charconv>
#include <ctime>
#include <utility>

namespace acumage::pull {

namespace {

constexpr std::chrono::milliseconds look_interval{1'000};  // for jobs that are due
constexpr std::size_t id_digits = 8;                       // ids sort as they were given

/// Of today, or that many days later.
std::int64_t local_midnight_us(std::int64_t now_us, int days = 0) {
  std::time_t now = now_us / 1'000'000;
  std::tm local{};
  ::localtime_r(&now, &local);
  local.tm_mday += days;
  local.tm_hour = local.tm_min = local.tm_sec = 0;
  local.tm_isdst = -1;
  return static_cast<std::int64_t>(std::mktime(&local)) * 1'000'000;
}

/// `since` of a delta follows from the mark when it begins.
bool same_order(const pull_job& left, const pull_job& right) {
  return left.entity == right.entity && left.scope == right.scope && left.keys == right.keys &&
         (left.scope == pull_scope::delta || left.since == right.since) &&
         left.dry_run == right.dry_run && left.force == right.force;
}

}  // namespace

puller::puller(puller_options how, neighbours with,
               std::function<std::unique_ptr<erp_session>()> connect, log_function log,
               std::vector<recurring*> tasks)
    : how_{std::move(how)},
      with_{std::move(with)},
      connect_{std::move(connect)},
      log_{std::move(log)},
      tasks_{std::move(tasks)} {
  for (auto& each : with_.ledger.pulls()) {
    std::uint64_t number = 0;
    std::from_chars(each.id.data(), each.id.data() + each.id.size(), number);
    last_id_ = std::max(last_id_, number);
    auto id = each.id;
    jobs_.insert_or_assign(std::move(id), std::move(each));
  }
  thread_ = std::thread{[this] { work(); }};
}

puller::~puller() { stop(); }

void puller::stop() {
  {
    const std::lock_guard guard{mutex_};
    stopping_ = true;
    if (session_) session_->interrupt();
  }
  news_.notify_all();
  if (thread_.joinable()) thread_.join();
}

std::string puller::next_id() {
  auto digits = std::to_string(++last_id_);
  return std::string(id_digits - std::min(id_digits, digits.size()), '0') + digits;
}

result<pull_job> puller::order(pull_job job) {
  const std::string name{to_string(job.entity)};
  if (how_.runs.entities.at(index_of(job.entity)).inquiry.empty())
    return error{errc::invalid,
                 "entity: " + name + " is not pulled; expected an inquiry in [pull." + name + "]",
                 {}};
  const bool timed = job.scope == pull_scope::delta || job.scope == pull_scope::since;
  if (timed && how_.runs.entities.at(index_of(job.entity)).by_key)
    return error{errc::invalid,
                 "pull." + name +
                     ".source = entity reads records by their keys only; expected "
                     "keys, or all that the node knows, or an inquiry with source = gi",
                 {}};
  if (job.scope == pull_scope::keys && job.keys.empty())
    return error{errc::invalid, "keys: none is given; expected at least one, or all", {}};
  const std::lock_guard guard{mutex_};
  std::size_t queued = 0;
  for (const auto& [id, each] : jobs_) {
    if (each.over()) continue;
    queued += each.state == pull_state::queued ? 1 : 0;
    if (same_order(each, job))
      return error{errc::conflict, "resync: job " + id + " has the same selection", {}};
  }
  if (queued >= most_queued)
    return error{errc::conflict,
                 "resync: " + std::to_string(queued) + " jobs are queued; expected at most " +
                     std::to_string(most_queued),
                 {}};
  job.id = next_id();
  job.state = pull_state::queued;
  if (const auto saved = with_.ledger.save_pull(job); !saved) return saved.problem();
  jobs_.insert_or_assign(job.id, job);
  stirred_ = true;
  news_.notify_all();
  return job;
}

status puller::cancel(const std::string& id) {
  const std::lock_guard guard{mutex_};
  const auto found = jobs_.find(id);
  if (found == jobs_.end()) return error{errc::not_found, "resync: no job " + id, {}};
  if (found->second.over())
    return error{
        errc::conflict,
        "resync: job " + id + " is over (" + std::string{to_string(found->second.state)} + ")",
        {}};
  cancelled_.insert(id);
  if (found->second.state == pull_state::reading && session_) session_->interrupt();
  stirred_ = true;
  news_.notify_all();
  return done();
}

std::vector<pull_job> puller::jobs() const {
  const std::lock_guard guard{mutex_};
  std::vector<pull_job> all;
  for (const auto& [id, each] : jobs_) all.push_back(each);
  return all;
}

std::optional<pull_job> puller::wait(const std::string& id,
                                     std::chrono::milliseconds at_most) const {
  std::unique_lock lock{mutex_};
  const auto over = [&] {
    const auto found = jobs_.find(id);
    return stopping_ || found == jobs_.end() || found->second.over();
  };
  news_.wait_for(lock, at_most, over);
  const auto found = jobs_.find(id);
  if (found == jobs_.end()) return std::nullopt;
  return found->second;
}

void puller::note(const pull_job& job) {
  if (with_.progressed) {
    std::unique_lock lock{mutex_};
    const auto before = jobs_[job.id];
    lock.unlock();
    with_.progressed(before, job);
  }
  const std::lock_guard guard{mutex_};
  jobs_.insert_or_assign(job.id, job);
  while (jobs_.size() > storage::pull_log::most_ended && jobs_.begin()->second.over())
    jobs_.erase(jobs_.begin());
  if (job.over()) cancelled_.erase(job.id);
  news_.notify_all();
}

/// Waits, unless something has been ordered meanwhile.
void puller::rest(std::chrono::milliseconds for_how_long) {
  std::unique_lock lock{mutex_};
  news_.wait_for(lock, for_how_long, [&] { return stopping_ || stirred_; });
  stirred_ = false;
}

void puller::order_due() {
  const auto now = with_.now_us();
  const auto known = jobs();
  for (const auto each : all_entities) {
    if (how_.runs.entities.at(index_of(each)).inquiry.empty()) continue;
    const auto scope = due(how_.schedule, each, with_.ledger.pull_mark_of(each), known, now,
                           local_midnight_us(now));
    if (!scope) continue;
    pull_job job;
    job.entity = each;
    job.scope = *scope;
    job.automatic = true;
    static_cast<void>(order(std::move(job)));  // refused while ten wait: due again in a second
  }
}

std::vector<pull_outlook> puller::outlook() const {
  const auto now = with_.now_us();
  const auto known = jobs();
  std::vector<pull_outlook> all;
  for (const auto each : all_entities)
    if (!how_.runs.entities.at(index_of(each)).inquiry.empty())
      all.push_back(pull::outlook(how_.schedule, each, with_.ledger.pull_mark_of(each), known, now,
                                  local_midnight_us(now), local_midnight_us(now, 1)));
  return all;
}

bool puller::is_cancelled(const std::string& id) const {
  const std::lock_guard guard{mutex_};
  return cancelled_.count(id) > 0;
}

/// No job is left, and nobody needs the session between two calls of lend().
bool puller::is_idle() const {
  const std::lock_guard guard{mutex_};
  return stays_ == 0 && std::all_of(jobs_.begin(), jobs_.end(),
                                    [](const auto& each) { return each.second.over(); });
}

/// The run that may go on now: a cancelled one, one that names its records, then the oldest.
run* puller::next_run() {
  const auto now = std::chrono::steady_clock::now();
  run* chosen = nullptr;
  bool reading = false;  // one job over an inquiry at a time, also while it waits
  for (const auto& each : jobs()) {
    if (each.over()) continue;
    const bool named = each.scope == pull_scope::keys;
    const bool cancelled = is_cancelled(each.id);
    if (!cancelled && !named && std::exchange(reading, true)) continue;
    auto& made = runs_[each.id];
    if (!made) made = std::make_unique<run>(each, how_.runs, with_, *session_);
    if (cancelled) return made.get();
    const auto until = not_before_.find(each.id);
    if (until != not_before_.end() && until->second > now) continue;
    if (named) return made.get();
    chosen = made.get();
  }
  return chosen;
}

/// False: nothing can be done now.
bool puller::turn() {
  auto* chosen = next_run();
  if (chosen == nullptr) return false;
  signed_out_ = false;
  const auto id = chosen->job().id;
  std::chrono::milliseconds pause{0};
  if (is_cancelled(id))
    chosen->cancel();
  else
    pause = chosen->step();
  const auto job = chosen->job();
  not_before_[id] = std::chrono::steady_clock::now() + pause;
  if (job.over()) {
    runs_.erase(id);
    not_before_.erase(id);
    log_({job.state == pull_state::failed ? log_level::error : log_level::info,
          "puller",
          job.state == pull_state::failed ? "a pull has failed" : "a pull has ended",
          {{"job", id},
           {"entity", std::string{to_string(job.entity)}},
           {"state", std::string{to_string(job.state)}},
           {"rows", std::to_string(job.rows)},
           {"new", std::to_string(job.fresh)},
           {"unchanged", std::to_string(job.unchanged)},
           {"error", job.error}}});
  }
  note(job);
  return true;
}

void puller::work() {
  {
    std::shared_ptr<erp_session> made = connect_();
    const std::lock_guard guard{mutex_};
    session_ = std::move(made);
  }
  for (;;) {
    {
      const std::lock_guard guard{mutex_};
      if (stopping_) break;
    }
    order_due();
    run_tasks();
    const bool served = serve_guest();
    if (turn() || served) continue;
    if (is_idle() && !std::exchange(signed_out_, true)) session_->sign_out();
    rest(look_interval);
  }
  runs_.clear();
  if (!signed_out_) session_->sign_out();
}

}  // namespace acumage::pull
