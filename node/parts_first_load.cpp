// The node's part of a first load: what its steps use of both sides, the lanes and the jobs.
#include "node/options.hpp"
#include "node/parts.hpp"
#include "node/pulling.hpp"
#include "reconcile/preview.hpp"
#include "settings/wall_clock.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace acumage::node {

namespace {

/// Prices and quantities first: they can be repeated, and nothing is mailed. Shipments last: they
/// belong to orders.
constexpr std::array<entity, entity_count> loading_order{
    entity::pricing, entity::inventory, entity::customer, entity::order, entity::shipment};

std::vector<entity> loadable_of(const settings::settings& with) {
  std::vector<entity> all;
  for (const auto each : loading_order) {
    const auto& from = with.pull.at(index_of(each));
    const bool is_inquiry = !from.name.empty() && from.source != settings::pull_source::entity;
    if (with.entities.at(index_of(each)) && is_inquiry) all.push_back(each);
  }
  return all;
}

template <class Checks>
void add_failing(std::vector<std::string>& to, const std::string& side, const Checks& checks) {
  for (const auto& each : checks)
    if (!each.ok)
      to.push_back(side + ": " + each.name + ": " + each.detail +
                   (each.remedy.empty() ? "" : "; " + each.remedy));
}

}  // namespace

std::vector<std::string> node::parts::failing_checks() {
  std::vector<std::string> failing;
  connection_report erp;
  if (!puller_->lend([&](pull::erp_session& session) { erp = session.test(); }))
    return {"acumatica: the node reloads or stops"};
  add_failing(failing, "acumatica", erp.checks);
  const auto store = test_connection();
  if (store)
    add_failing(failing, "store", *store);
  else
    failing.push_back(store.problem().message);
  return failing;
}

result<std::uint64_t> node::parts::count_erp_rows(entity which,
                                                  const loading::rest_function& rest) {
  for (std::chrono::milliseconds waited{0};;) {
    pull::outcome<std::uint64_t> came = pull::problem{pull::trouble::stopped, {}, {}};
    if (!puller_->lend([&](pull::erp_session& session) { came = session.count_rows(which); }))
      return reconcile::ended();
    if (const auto* rows = std::get_if<std::uint64_t>(&came)) return *rows;
    const auto& met = std::get<pull::problem>(came);
    if (met.kind == pull::trouble::fatal) return error{errc::invalid, met.message, {}};
    if (auto paused = reconcile::wait_again(rest, waited, met.message, met.not_before); !paused)
      return paused.problem();
  }
}

result<load_comparison> node::parts::preview_load(entity which, const loading::rest_function& rest,
                                                  std::function<void(std::uint64_t)> seen) {
  const auto way = inquiries_.open(magento::connect(store_address_of(with_), pace_));
  magento::present_values store{*way, shared_->pages, present_options()};
  const auto rules = held_rules();
  const pull::puller::stay session{*puller_};
  return reconcile::preview{
      which, {rules, reading_->aliases, store, *puller_, rest}, std::move(seen)}
      .run();
}

loading::lane_figures node::parts::lane_now(entity which) const {
  const auto& row = stats_.lane(which);
  loading::lane_figures now;
  now.taken_in = shared_->taken_in.wait(which, ledger_->bounds(which).second,
                                        std::chrono::steady_clock::now());
  now.moving = row.waiting.load() + row.in_flight.load() + row.retrying.load();
  const auto circuit = static_cast<circuit_state>(row.circuit.load());
  if (!row.sending.load())
    now.trouble = "paused";
  else if (row.refused.load())
    now.trouble = "refused by the store";
  else if (circuit == circuit_state::held)
    now.trouble = "held";
  else if (circuit != circuit_state::closed)
    now.trouble = "waiting for the store";
  else if (now.moving > 0 && now.moving == row.resting.load())
    now.trouble = "waiting in case requests without an answer are still applied";
  return now;
}

/// A run over all rows may be under way: ordered by hand, or by a process that was killed.
result<std::string> node::parts::start_whole_pull(entity which) {
  pull_job job;
  job.entity = which;
  const auto ordered = puller_->order(job);
  if (ordered) return ordered->id;
  for (const auto& each : puller_->jobs())
    if (each.entity == which && each.scope == pull_scope::all && !each.dry_run && !each.force &&
        !each.over())
      return each.id;
  return ordered.problem();
}

void node::parts::start_first_load_job() {
  if (!puller_) return;
  loading::neighbours with;
  with.loadable = loadable_of(with_);
  with.failing_checks = [this] { return failing_checks(); };
  with.count_rows = [this](entity which, const auto& rest) { return count_erp_rows(which, rest); };
  with.pace_now = [this] { return loading_pace(); };
  with.compare = [this](entity which, const auto& rest, auto seen) {
    return preview_load(which, rest, std::move(seen));
  };
  with.order_lane = [this](entity which, loading::neighbours::lane_switch how) -> status {
    const bool pauses = how == loading::neighbours::lane_switch::pause;
    const auto ordered =
        order_lane(which, pauses ? api::lane_order::pause : api::lane_order::resume);
    return ordered ? done() : status{ordered.problem()};
  };
  with.start_pull = [this](entity which) { return start_whole_pull(which); };
  with.pull = [this](const std::string& id) {
    return puller_->wait(id, std::chrono::milliseconds{0});
  };
  with.cancel_pull = [this](const std::string& id) {
    static_cast<void>(puller_->cancel(id));  // it may be over
  };
  with.lane = [this](entity which) { return lane_now(which); };
  with.start_reconciliation = [this](entity which) {
    return reconciler_->order({.entity = which});
  };
  with.reconciliation = [this](const std::string& id) -> std::optional<reconcile_status> {
    for (auto& each : reconciler_->all())
      if (each.id == id) return std::move(each);
    return std::nullopt;
  };
  with.differences = [this](const std::string& id, std::size_t most) {
    auto page = reconciler_->rows(id, {}, {}, most);
    return page ? std::move(page->items) : std::vector<reconcile_item>{};
  };
  with.save = [this](const first_load& load) { return ledger_->save_load(load); };
  with.now_us = settings::wall_us;
  with.log = log_;
  auto kept = ledger_->load_record();
  if (!kept)
    log_({log_level::warn,
          "node",
          "the first load is forgotten",
          {{"error", kept.problem().message}}});
  loader_ = std::make_unique<loading::loader>(
      std::move(with), kept ? std::move(*kept) : std::optional<first_load>{});
}

loading::pace node::parts::loading_pace() const {
  loading::pace now;
  now.requests_per_minute = static_cast<std::size_t>(with_.acumatica.requests_per_minute);
  now.page_size = with_.acumatica.page_size;
  now.batch_count = with_.queue.batch_count;
  constexpr std::uint64_t enough = 20;  // exchanges
  for (const auto each : all_entities) {
    auto& lane = now.lanes.at(index_of(each));
    lane.concurrency = with_.delivery.concurrency.at(index_of(each));
    const auto& calls = stats_.lane(each).call;
    if (calls.count() >= enough) lane.call_s = static_cast<double>(calls.percentile_us(0.5)) / 1e6;
  }
  return now;
}

/// A lane that an operator has resumed by hand is paused no more.
first_load node::parts::with_lanes_now(first_load load) const {
  const auto switches = ledger_->switches();
  for (auto& part : load.parts)
    part.paused = part.paused && !switches.at(index_of(part.entity)).sending;
  return load;
}

result<first_load> node::parts::start_first_load(const first_load_order& order) {
  auto begun = loader_ ? loader_->start(order) : result<first_load>{no_erp()};
  return begun ? with_lanes_now(std::move(*begun)) : std::move(begun);
}

result<first_load> node::parts::confirm_first_load(const first_load_answer& answer) {
  auto agreed = loader_ ? loader_->confirm(answer) : result<first_load>{no_erp()};
  return agreed ? with_lanes_now(std::move(*agreed)) : std::move(agreed);
}

result<first_load> node::parts::cancel_first_load() {
  auto ended = loader_ ? loader_->cancel() : result<first_load>{no_erp()};
  return ended ? with_lanes_now(std::move(*ended)) : std::move(ended);
}

std::optional<first_load> node::parts::first_load_now() const {
  auto now = loader_ ? loader_->now() : std::nullopt;
  if (now) now = with_lanes_now(std::move(*now));
  return now;
}

}  // namespace acumage::node
