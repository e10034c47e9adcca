#include "reconcile/reconciler.hpp"

#include "reconcile/second_look.hpp"

#include <unordered_set>
#include <utility>

namespace acumage::reconcile {

namespace {

constexpr std::uint64_t shown_each = 256;  // keys: showing copies what is known so far
constexpr std::size_t most_fixed = 100'000;
constexpr std::size_t most_by_key = 50;  // above this, reading the whole inquiry again is less work

bool is_fixed_by(reconcile_fix how, policy::sync_class what) {
  using enum policy::sync_class;
  if (how == reconcile_fix::store) return what == store_edited;
  return how == reconcile_fix::node && (what == lost_push || what == both);
}

}  // namespace

bool reconciler::rest(std::chrono::milliseconds for_how_long) {
  std::unique_lock lock{mutex_};
  const auto cut = [&] { return stopping_ || cancelled_.count(now_.id) > 0; };
  news_.wait_for(lock, for_how_long, cut);
  return !cut();
}

void reconciler::note(const std::function<void(reconcile_status&)>& change) {
  change(now_);
  const std::lock_guard guard{mutex_};
  for (auto& each : jobs_)
    if (each.id == now_.id) each = now_;
}

void reconciler::work() {
  while (next_job()) {
    const auto ended = run();
    suspects_.reset();
    report_.reset();
    end(ended);
  }
}

status reconciler::run() {
  const auto which = now_.order.entity;
  std::error_code ignored;
  std::filesystem::create_directories(with_.folder, ignored);
  const auto name = std::string{to_string(which)} + "-" + now_.id;
  suspects_ = std::make_unique<second_look>((with_.folder / (name + ".suspects")).string());
  auto report = comparison_report::begin((with_.folder / (name + ".csv")).string());
  if (!report) return report.problem();
  report_ = std::move(*report);
  to_fix_.clear();
  const auto way = with_.connect();
  magento::present_values store{*way, *with_.pages, with_.store};
  std::optional<pull::puller::stay> stay;
  if (now_.has_erp) stay.emplace(*with_.erp);
  comparer by{which,
              {.held = with_.held,
               .rules = with_.rules,
               .aliases = with_.aliases(),
               .store = store,
               .erp = now_.has_erp ? with_.erp : nullptr,
               .by_key = with_.by_key(which),
               .rest = [this](std::chrono::milliseconds time) { return rest(time); }}};
  note([&](reconcile_status& job) {
    job.expected = job.order.scope == reconcile_scope::all ? with_.remembered(which) : 0;
  });
  if (auto looked = first_look(by); !looked) return looked;
  if (auto looked = second_look_at(by); !looked) return looked;
  show(*report_);
  if (auto kept = report_->keep(); !kept) return kept;
  note([&](reconcile_status& job) { job.file = (with_.folder / (name + ".csv")).string(); });
  save(now_);
  return to_fix_.empty() ? done() : fix(by);
}

status reconciler::first_look(comparer& by) {
  const auto see = [&](const policy::compared& values, const policy::finding& found) -> status {
    ++now_.checked;
    if (policy::is_difference(found.what)) ++now_.suspected;
    if (now_.checked % shown_each == 0) note([](reconcile_status&) {});
    if (policy::is_difference(found.what))
      return suspects_->note(values.key, std::chrono::steady_clock::now());
    return report_->count(found.what);
  };
  const auto& order = now_.order;
  if (order.scope == reconcile_scope::all) return by.all(see);
  if (order.scope == reconcile_scope::keys) return by.some(order.keys, see);
  const auto chosen = by.sample(order.sample, static_cast<std::uint64_t>(now_.started_us));
  if (!chosen) return chosen.problem();
  return by.some(*chosen, see);
}

status reconciler::second_look_at(comparer& by) {
  if (suspects_->noted() == 0) return done();
  note([](reconcile_status& job) { job.state = reconcile_state::waiting; });
  if (!rest(with_.between_looks)) return error{errc::unavailable, "reconcile: ended", {}};
  note([](reconcile_status& job) { job.state = reconcile_state::confirming; });
  const auto see = [&](const policy::compared& values, const policy::finding& found) -> status {
    if (!policy::is_difference(found.what)) return report_->count(found.what);
    if (is_fixed_by(now_.order.fix, found.what) && to_fix_.size() < most_fixed)
      to_fix_.emplace(values.key, found.what);
    if (report_->differences() % shown_each == 0) show(*report_);
    return report_->add(item_of(values, found));
  };
  constexpr std::size_t keys_at_once = 500;
  const bool whole = now_.has_erp && !with_.by_key(now_.order.entity) &&
                     now_.order.scope == reconcile_scope::all && suspects_->noted() > most_by_key;
  std::unordered_set<std::uint64_t> wanted;
  for (;;) {
    const auto keys = suspects_->next(keys_at_once);
    if (!keys) return keys.problem();
    if (keys->empty()) break;
    if (!whole) {
      if (auto looked = by.some(*keys, see); !looked) return looked;
      continue;
    }
    for (const auto& each : *keys) wanted.insert(by.hash_of(each));
  }
  return whole ? by.all_of(wanted, see) : done();
}

void reconciler::show(const comparison_report& report) {
  note([&](reconcile_status& job) {
    job.classes.clear();
    for (std::size_t i = 0; i < policy::sync_class_count; ++i) {
      const auto what = static_cast<policy::sync_class>(i);
      job.classes[std::string{policy::to_string(what)}] = report.total(what);
    }
    job.differences = report.differences();
  });
}

}  // namespace acumage::reconcile
