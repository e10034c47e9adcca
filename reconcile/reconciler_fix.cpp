// How a reconciliation corrects differences, and looks at them once more.
#include "reconcile/reconciler.hpp"

#include "messages/key.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace acumage::reconcile {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::minutes settles_within{10};

}  // namespace

status reconciler::fix(comparer& by) {
  note([](reconcile_status& job) { job.state = reconcile_state::fixing; });
  std::vector<std::string> keys;
  for (const auto& [key, what] : to_fix_) keys.push_back(key);
  const auto head = with_.held.head(now_.order.entity);
  auto begun = now_.order.fix == reconcile_fix::store ? with_.send_again(now_.order.entity, keys)
                                                      : read_again(keys);
  if (!begun) return begun;
  if (auto settled = wait_until_settled(keys, head); !settled) return settled;
  return look_again(by, keys);
}

/// A push that is younger than `lag` takes precedence over whatever is read now (PULL.md 7.3), so its
/// key is read when `lag` has passed; the others at once.
status reconciler::read_again(std::span<const std::string> keys) {
  const auto which = now_.order.entity;
  auto now = erp_now();
  if (!now) return now.problem();
  std::vector<std::string> ripe;
  std::vector<std::string> young;
  std::uint64_t until = 0;
  for (const auto& key : keys) {
    const auto newest = with_.held.newest_stamp(which, key);
    if (!newest) return newest.problem();
    const auto from = *newest + ticks_in(with_.lag);
    (from > *now ? young : ripe).push_back(key);
    if (from > *now) until = std::max(until, from);
  }
  if (!ripe.empty())
    if (auto pulled = pull_now(std::move(ripe)); !pulled) return pulled;
  if (young.empty()) return done();
  const auto left = std::min(with_.lag, std::chrono::seconds{(until - *now) / ticks_in(1s) + 1});
  const auto words = std::to_string(young.size()) +
                     (young.size() == 1 ? " key was" : " keys were") +
                     " pushed less than acumatica.lag ago, the first of them " + young.front() +
                     ": read again in " + std::to_string(left.count()) + " s";
  with_.log({log_level::info, "reconciler", words, {{"job", now_.id}}});
  note([&](reconcile_status& job) { job.note = words; });
  if (!rest(left)) return error{errc::unavailable, "reconcile: ended", {}};
  note([](reconcile_status& job) { job.note.clear(); });
  return pull_now(std::move(young));
}

result<std::uint64_t> reconciler::erp_now() {
  pull::outcome<std::uint64_t> now = pull::problem{pull::trouble::stopped, {}, {}};
  if (!with_.erp->lend([&](pull::erp_session& erp) { now = erp.now(); }))
    return error{errc::unavailable, "reconcile: ended", {}};
  if (const auto* met = std::get_if<pull::problem>(&now))
    return error{errc::unavailable, met->message, {}};
  return std::get<std::uint64_t>(now);
}

status reconciler::pull_now(std::vector<std::string> keys) {
  pull_job job;
  job.entity = now_.order.entity;
  job.scope = pull_scope::keys;
  job.keys = std::move(keys);
  const auto ordered = with_.erp->order(std::move(job));
  if (!ordered) return ordered.problem();
  for (;;) {
    const auto now = with_.erp->wait(ordered->id, 1s);
    if (!now || !rest(0ms)) return error{errc::unavailable, "reconcile: ended", {}};
    if (!now->over()) continue;
    return now->state == pull_state::done ? done()
                                          : status{error{errc::unavailable, now->error, {}}};
  }
}

/// `head`: the last number before the correction. What is still on its way then stays a difference.
status reconciler::wait_until_settled(std::span<const std::string> keys, std::uint64_t head) {
  const auto until = std::chrono::steady_clock::now() + settles_within;
  constexpr std::size_t keys_at_once = 500;
  for (std::size_t at = 0; at < keys.size();) {
    const auto some = keys.subspan(at, std::min(keys_at_once, keys.size() - at));
    const auto held = with_.held.of(now_.order.entity, some, std::chrono::steady_clock::now() + 5s);
    if (!held && held.problem().code != errc::unavailable) return held.problem();
    const auto unsettled = with_.held.unsettled_above(now_.order.entity, head);
    if (!unsettled) return unsettled.problem();
    const bool waits = !held || std::any_of(held->begin(), held->end(), [&](const auto& each) {
      return !each.parked && (each.waits || unsettled->count(fold_key(each.key)) != 0);
    });
    if (!waits || std::chrono::steady_clock::now() > until)
      at += some.size();
    else if (!rest(500ms))
      return error{errc::unavailable, "reconcile: ended", {}};
  }
  return done();
}

status reconciler::look_again(comparer& by, std::span<const std::string> keys) {
  auto classes = now_.classes;
  const auto count = [&](policy::sync_class what) -> std::uint64_t& {
    return classes[std::string{policy::to_string(what)}];
  };
  const auto looked =
      by.some(keys, [&](const policy::compared& values, const policy::finding& found) {
        const auto known = to_fix_.find(values.key);
        if (known == to_fix_.end()) return done();
        --count(known->second);
        ++count(known->second = found.what);
        return done();
      });
  if (!looked) return looked;
  note([&](reconcile_status& job) {
    job.classes = std::move(classes);
    job.fixed = static_cast<std::uint64_t>(
        std::count_if(to_fix_.begin(), to_fix_.end(),
                      [](const auto& each) { return !policy::is_difference(each.second); }));
    job.differences -= std::min(job.differences, job.fixed);
  });
  return done();
}

}  // namespace acumage::reconcile
