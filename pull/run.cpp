#include "pull/run.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace acumage::pull {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds at_once{0};

std::chrono::seconds doubled(std::chrono::seconds first, int times, std::chrono::seconds most) {
  auto pause = first;
  for (; times > 0 && pause < most; --times) pause *= 2;
  return std::min(pause, most);
}

std::string no_keys(entity which) {
  const std::string name{to_string(which)};
  return name +
         ": no record is known whose key could be asked for; expected an inquiry, with "
         "pull." +
         name + ".source = gi, for a first load";
}

}  // namespace

run::run(pull_job job, const options& how, neighbours& with, erp_session& erp)
    : job_{std::move(job)}, how_{how}, with_{with}, erp_{erp} {}

std::chrono::milliseconds run::step() {
  if (job_.over()) return at_once;
  const auto requests = erp_.requests();
  const auto waited = erp_.waited_ms();
  const auto rest = [&] {
    if (job_.until == 0) return begin();
    if (unsent_) return submit();
    if (!room()) return wait(pull_wait::no_room, 1s);
    if (job_.looks_for_absent()) return zero_absent();
    if (job_.known_only) return read_known();
    return job_.scope == pull_scope::keys ? read_keys() : read_page();
  }();
  job_.requests += erp_.requests() - requests;
  job_.waited_ms += erp_.waited_ms() - waited;
  return rest;
}

bool run::room() const { return with_.ledger.figures().unsettled <= how_.most_unsettled; }

/// Why the job cannot run; empty: it can.
std::string run::why_not() const {
  const std::string name{to_string(job_.entity)};
  if (inquiry().empty())
    return "pull." + name + ".name is not set; expected the inquiry that has the rows";
  if (!with_.ledger.switches().at(index_of(job_.entity)).intake)
    return name +
           ": intake is switched off, and would discard the rows; expected `acumage "
           "start-intake " +
           name + "` first";
  return {};
}

run::pause run::begin() {
  if (auto why = why_not(); !why.empty()) return fail(std::move(why));
  const auto mark = with_.ledger.pull_mark_of(job_.entity);
  if (job_.scope == pull_scope::delta && mark.until == 0)
    return fail(std::string{to_string(job_.entity)} +
                ": no complete run yet; expected `acumage resync " +
                std::string{to_string(job_.entity)} + " --all` first");
  const auto time = erp_.now();
  if (const auto* met = std::get_if<problem>(&time)) return meet(*met);
  job_.until = std::get<std::uint64_t>(time);
  if (job_.scope == pull_scope::delta) {
    const auto overlap = ticks_in(how_.overlap);
    job_.since = mark.until - std::min(mark.until, overlap);
  }
  job_.known_only = is_by_key() && job_.scope == pull_scope::all;
  job_.expected = job_.scope == pull_scope::all ? mark.rows : 0;
  if (job_.known_only) {
    const auto known = with_.ledger.count_remembered(job_.entity);
    if (!known) return fail(known.problem().message);
    if (*known == 0) return fail(no_keys(job_.entity));
    job_.expected = *known;
  }
  if (job_.scope == pull_scope::keys) job_.expected = job_.keys.size();
  if (job_.started_us == 0) job_.started_us = with_.now_us();
  job_.state = pull_state::reading;
  job_.wait = pull_wait::none;
  if (const auto saved = with_.ledger.save_pull(job_); !saved) return fail(saved.problem().message);
  return at_once;
}

run::pause run::read_page() {
  if (!rows_) {
    window of;
    if (job_.since != 0) of.from = job_.since;
    if (job_.scope != pull_scope::all) of.until = job_.until;
    rows_ = erp_.read(job_.entity, of, job_.cursor);
  }
  auto came = rows_->next();
  if (const auto* met = std::get_if<problem>(&came)) return meet(*met);
  return take(std::move(std::get<page>(came)));
}

run::pause run::read_keys() {
  std::size_t at = 0;
  std::from_chars(job_.cursor.data(), job_.cursor.data() + job_.cursor.size(), at);
  auto came = erp_.by_key(job_.entity, job_.keys.at(at));
  if (const auto* met = std::get_if<problem>(&came)) return meet(*met);
  auto& found = std::get<page>(came);
  found.last = at + 1 == job_.keys.size();
  found.resume = std::to_string(at + 1);
  return take(std::move(found));
}

/// Without an inquiry: every record that the node knows, one request after another.
run::pause run::read_known() {
  const auto known = with_.ledger.documents(job_.entity, job_.cursor, 1);
  if (!known) return fail(known.problem().message);
  page found;
  if (!known->documents.empty()) {
    auto came = erp_.by_key(job_.entity, known->documents.front().key);
    if (const auto* met = std::get_if<problem>(&came)) return meet(*met);
    found = std::move(std::get<page>(came));
  }
  found.last = known->next.empty();
  found.resume = known->next;
  return take(std::move(found));
}

run::pause run::fail(std::string why) {
  job_.state = pull_state::failed;
  job_.error = std::move(why);
  return finish();
}

void run::cancel() {
  job_.state = pull_state::cancelled;
  static_cast<void>(finish());
}

/// An end that is not saved is met again by the next start, which goes on.
run::pause run::finish() {
  job_.wait = pull_wait::none;
  job_.ended_us = with_.now_us();
  unsent_.reset();
  static_cast<void>(with_.ledger.save_pull(job_));
  return at_once;
}

run::pause run::meet(const problem& what) {
  rows_.reset();  // goes on from the cursor
  if (what.kind == trouble::stopped) return at_once;
  if (what.kind == trouble::fatal) return fail(what.message);
  const auto now = with_.now_us();
  if (troubled_since_us_ == 0) troubled_since_us_ = now;
  const auto lasted = std::chrono::microseconds{now - troubled_since_us_};
  const bool seat = what.kind == trouble::no_seat;
  if (!seat && lasted >= how_.patience)
    return fail(what.message + "; the same for " +
                std::to_string(std::chrono::duration_cast<std::chrono::minutes>(lasted).count()) +
                " minutes");
  auto rest = seat ? doubled(60s, troubles_, 900s) : doubled(5s, troubles_, 300s);
  ++troubles_;
  rest = std::max(rest, what.not_before);
  job_.error = what.message;
  const auto why = seat                              ? pull_wait::no_seat
                   : what.kind == trouble::throttled ? pull_wait::throttled
                                                     : pull_wait::erp_down;
  return wait(why, rest);
}

run::pause run::wait(pull_wait why, pause for_how_long) {
  job_.wait = why;
  return for_how_long;
}

}  // namespace acumage::pull
