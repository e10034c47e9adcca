// How a reconciliation corrects differences, and looks at them once more.
#include "reconcile/reconciler.hpp"

#include <algorithm>
#include <utility>

namespace acumage::reconcile {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::minutes settles_within{10};

}  // namespace

status reconciler::fix(comparer& by) {
  note([](reconcile_status& job) { job.state = reconcile_state::fixing; });
  const auto which = now_.order.entity;
  if (now_.order.fix == reconcile_fix::store) {
    if (auto sent = with_.send_again(which, to_fix_); !sent) return sent;
  } else {
    pull_job job;
    job.entity = which;
    job.scope = pull_scope::keys;
    job.keys = to_fix_;
    const auto ordered = with_.erp->order(std::move(job));
    if (!ordered) return ordered.problem();
    for (;;) {
      const auto now = with_.erp->wait(ordered->id, 1s);
      if (!now || !rest(0ms)) return error{errc::unavailable, "reconcile: ended", {}};
      if (!now->over()) continue;
      if (now->state != pull_state::done) return error{errc::unavailable, now->error, {}};
      break;
    }
  }
  if (auto settled = wait_until_settled(to_fix_); !settled) return settled;
  return look_again(by, to_fix_);
}

/// What is still on its way then stays a difference.
status reconciler::wait_until_settled(std::span<const std::string> keys) {
  const auto until = std::chrono::steady_clock::now() + settles_within;
  constexpr std::size_t keys_at_once = 500;
  for (std::size_t at = 0; at < keys.size();) {
    const auto some = keys.subspan(at, std::min(keys_at_once, keys.size() - at));
    const auto held = with_.held.of(now_.order.entity, some, std::chrono::steady_clock::now() + 5s);
    if (!held && held.problem().code != errc::unavailable) return held.problem();
    const bool waits = !held || std::any_of(held->begin(), held->end(), [](const auto& each) {
      return each.waits && !each.parked;
    });
    if (!waits || std::chrono::steady_clock::now() > until)
      at += some.size();
    else if (!rest(500ms))
      return error{errc::unavailable, "reconcile: ended", {}};
  }
  return done();
}

status reconciler::look_again(comparer& by, std::span<const std::string> keys) {
  std::map<std::string, bool> agrees;  // by key
  const auto looked =
      by.some(keys, [&](const policy::compared& values, const policy::finding& found) {
        agrees[values.key] = !policy::is_difference(found.what);
        return done();
      });
  if (!looked) return looked;
  note([&](reconcile_status& job) {
    job.fixed = static_cast<std::uint64_t>(
        std::count_if(agrees.begin(), agrees.end(), [](const auto& each) { return each.second; }));
    job.differences -= std::min(job.differences, job.fixed);
  });
  return done();
}

}  // namespace acumage::reconcile
