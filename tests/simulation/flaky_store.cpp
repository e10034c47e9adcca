#include "tests/simulation/flaky_store.hpp"

#include "tests/pipeline/struck_shop.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace acumage::tests {

namespace {

using namespace std::chrono_literals;
using kind = mishap::kind;
using effect = mishap::effect;

constexpr moment connect_limit = 5s;
constexpr moment read_limit = 120s;
/// A request that nobody waits for any more is applied within that time; settle_time is 60 s.
constexpr moment latest = 50s;
constexpr moment lock_limit = 50s;

constexpr std::array words{"none",
                           "refused",
                           "connect timeout",
                           "reset",
                           "read timeout",
                           "half",
                           "report id",
                           "fatal error",
                           "database down",
                           "502",
                           "503",
                           "504",
                           "maintenance",
                           "401",
                           "429",
                           "locked",
                           "too many items",
                           "validation failed"};

/// As often as they stand here.
constexpr std::array mishaps{
    mishap{kind::refused},
    mishap{kind::connect_timeout},
    mishap{kind::reset, effect::none},
    mishap{kind::reset, effect::applied},
    mishap{kind::reset, effect::late},
    mishap{kind::read_timeout, effect::none},
    mishap{kind::read_timeout, effect::applied},
    mishap{kind::read_timeout, effect::late},
    mishap{kind::half, effect::applied},
    mishap{kind::internal_error, effect::none},
    mishap{kind::internal_error, effect::applied},
    mishap{kind::fatal_error, effect::none},
    mishap{kind::database_down},
    mishap{kind::bad_gateway, effect::none},
    mishap{kind::bad_gateway, effect::applied},
    mishap{kind::unavailable},
    mishap{kind::gateway_timeout, effect::none},
    mishap{kind::gateway_timeout, effect::applied},
    mishap{kind::gateway_timeout, effect::late},
    mishap{kind::maintenance},
    mishap{kind::unauthorized},
    mishap{kind::throttled},
    mishap{kind::locked},
    mishap{kind::locked},
    mishap{kind::too_many_items},
    mishap{kind::validation},
};

magento::answer broken(magento::carried how) {
  magento::answer said;
  said.how = how;
  return said;
}

simulator::fault_answer fault_of(kind what) {
  using simulator::fault_answer;
  switch (what) {
    case kind::internal_error: return fault_answer::internal_error;
    case kind::fatal_error: return fault_answer::fatal_error;
    case kind::database_down: return fault_answer::database_down;
    case kind::bad_gateway: return fault_answer::bad_gateway;
    case kind::unavailable: return fault_answer::unavailable;
    case kind::gateway_timeout: return fault_answer::gateway_timeout;
    case kind::maintenance: return fault_answer::maintenance;
    case kind::unauthorized: return fault_answer::unauthorized;
    case kind::throttled: return fault_answer::too_many_requests;
    case kind::locked: return fault_answer::save_failed;
    case kind::too_many_items: return fault_answer::too_many_items;
    case kind::validation: return fault_answer::validation_failed;
    default: return fault_answer::as_usual;
  }
}

}  // namespace

std::string_view to_string(mishap::kind which) { return words.at(static_cast<std::size_t>(which)); }

class flaky_store::way final : public magento::transport {
 public:
  way(flaky_store& to, entity lane) : to_{to}, lane_{lane} {}
  magento::answer exchange(const magento::request& what, const std::string&) override {
    return to_.exchange(lane_, what);
  }
  void interrupt() override {}

 private:
  flaky_store& to_;
  entity lane_;
};

flaky_store::flaky_store(world& in, simulator::store_options options)
    : shop{std::move(options)}, world_{in} {}

std::unique_ptr<magento::transport> flaky_store::connect(entity lane) {
  return std::make_unique<way>(*this, lane);
}

mishap flaky_store::draw() {
  if (now.outage != kind::none) return {now.outage};
  return world_.chance(now.mishaps) ? world_.any(mishaps) : mishap{};
}

magento::answer flaky_store::exchange(entity lane, const magento::request& what) {
  if (client_->dead()) return broken(magento::carried::reset);
  ++exchanges_;
  watch_.see(what.method, what.path, what.body);
  const auto by = draw();
  auto said = answer_of(lane, what, by);
  if (client_->dead()) return broken(magento::carried::reset);
  world_.note(std::string{to_string(lane)} + ": " + what.method + " " +
              what.path.substr(0, what.path.find('?')) + " " + what.body.substr(0, 300) + " -> " +
              (said.how == magento::carried::answered ? std::to_string(said.status) : "broken") +
              " (" + std::string{to_string(by.what)} + ", " +
              (by.does == effect::none      ? "not applied"
               : by.does == effect::applied ? "applied"
                                            : "late") +
              ") " +
              (said.status >= 400 ? said.body.substr(0, 160) : ""));  // others tell the time of day
  return said;
}

magento::answer flaky_store::answer_of(entity lane, const magento::request& what,
                                       const mishap& by) {
  if (by.what == kind::refused || by.what == kind::connect_timeout) {
    const bool slow = by.what == kind::connect_timeout;
    client_->wait(lane, slow ? connect_limit : 1ms);
    return broken(slow ? magento::carried::connect_timeout : magento::carried::refused);
  }
  const bool repeatable = lane == entity::pricing || lane == entity::inventory;
  const bool writes = what.method != "GET" && what.body.size() > 2;  // a probe says {} or nothing
  if (writes && !repeatable && on_departure) on_departure();
  flights_.push_back({&what});
  const auto mine = std::prev(flights_.end());
  magento::answer said = broken(magento::carried::reset);
  if (client_->wait(lane, by.what == kind::locked ? lock_limit : world_.between(1ms, 150ms))) {
    mine->arrived = true;
    said = serve(what, by);
    client_->wait(lane, by.what == kind::read_timeout ? read_limit : world_.between(1ms, 150ms));
    if (by.does == effect::late && !client_->dead()) {
      apply_later(what, world_.between(0ms, latest));
      if (on_late) on_late();
    }
  }
  flights_.erase(mine);
  return said;
}

void flaky_store::on_death(bool may_be_late) {
  for (auto& each : flights_) {
    if (std::exchange(each.arrived, true)) continue;
    if (world_.chance(0.4)) continue;  // it never arrived
    if (may_be_late && world_.chance(0.5))
      apply_later(*each.what, world_.between(0ms, latest));
    else
      apply(*each.what);
  }
}

void flaky_store::apply_later(const magento::request& what, moment wait) {
  world_.after(wait, [this, what] {
    world_.note("applied late: " + what.method + " " + what.path + " " + what.body.substr(0, 300));
    apply(what);
  });
}

void flaky_store::apply(const magento::request& what) { serve(what, {}); }

magento::answer flaky_store::serve(const magento::request& what, const mishap& by) {
  if (by.what == kind::read_timeout || by.what == kind::reset || by.what == kind::half) {
    if (by.does == effect::applied) apply(what);
    return broken(by.what == kind::read_timeout ? magento::carried::read_timeout
                                                : magento::carried::reset);
  }
  if (by.what != kind::none) {
    simulator::fault fault;
    fault.answer = fault_of(by.what);
    fault.limit = 5;
    fault.when.count = 1;
    if (by.does == effect::applied) fault.effect = simulator::fault_effect::applied;
    if (by.what == kind::throttled && world_.chance(0.7))
      fault.retry_after = std::chrono::seconds{1 + world_.below(40)};
    shop.faults.arm(fault);
  }
  auto said = tests::answer_of(shop, what);
  shop.faults.clear_all();
  return said;
}

}  // namespace acumage::tests
