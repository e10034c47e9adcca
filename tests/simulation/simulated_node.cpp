#include "tests/simulation/simulated_node.hpp"

#include "node/lanes.hpp"
#include "node/options.hpp"
#include "tests/actors/pipe.hpp"

#include <doctest/doctest.h>
#include <caf/all.hpp>

#include <algorithm>
#include <thread>
#include <utility>

namespace acumage::tests {

namespace {

using namespace std::chrono_literals;

bool holds_an_order(entity lane) { return lane == entity::shipment || lane == entity::order; }

}  // namespace

simulated_node::simulated_node(world& in, flaky_store& store, settings::settings with)
    : world_{in}, store_{store}, with_{std::move(with)}, path_{folder_ / "data"} {
  std::filesystem::create_directories(path_);
  disk_ = std::make_unique<crash_disk>();
  store_.set_client(this);
}

simulated_node::~simulated_node() {
  if (system_) take_down();
}

void simulated_node::open_storage() {
  auto how = node::ledger_options_of(with_);
  how.path = path_;
  how.env = disk_->env();
  auto opened = storage::ledger::open(how);
  REQUIRE_MESSAGE(opened.ok(), (opened.ok() ? std::string{} : opened.problem().message));
  ledger_ = std::move(*opened);
  auto hands = storage::hand_marks::open(path_);
  REQUIRE(hands.ok());
  hands_ = std::move(*hands);
}

void simulated_node::start() {
  ++lives_;
  dead_ = draining_ = leaving_ = false;
  began_ = world_.now();
  stats_ = std::make_unique<stats_table>();
  open_storage();
  disk_->at_boundary = [this] {
    if (!dead_ && die_at_ > 0 && --die_at_ == 0) die(how_);
  };
  shared_.reset(new actors::context{*ledger_, *stats_,
                                    [this](const log_line& line) {
                                      if (line.level == log_level::error)
                                        world_.note("log: " + line.words);
                                    },
                                    [this] { return world_.wall_us(); },
                                    [this] { return world_.share(); }, *hands_});
  facts_ =
      std::make_unique<actors::store_facts>(*shared_, [this] { return time_point{world_.now()}; });
  links_ = std::make_unique<actors::kept_links>(*shared_);
  gate_ = std::make_unique<actors::intake_gate>(*shared_, with_.intake.max_unsettled);
  config_ = std::make_unique<caf::actor_system_config>();
  config_->set("scheduler.policy", caf::atom("testing"));
  config_->set("logger.verbosity", caf::atom("quiet"));
  system_ = std::make_unique<caf::actor_system>(*config_);
  scheduler_ = &dynamic_cast<caf::scheduler::test_coordinator&>(system_->scheduler());
  first_id_ = system_->latest_actor_id();
  connected_ = 0;
  graph_ = std::make_unique<actors::pipeline>(*system_, *shared_, *gate_, setup());
  world_.note("node started, " + std::to_string(ledger_->figures().unsettled) + " unsettled");
}

actors::pipeline_setup simulated_node::setup() {
  actors::pipeline_setup setup;
  const auto reading = std::make_shared<const acumatica::reading>(node::reading_of(with_));
  std::vector<entity> lanes;  // of each connection, in the order in which they are asked for
  for (const auto each : all_entities) {
    auto& lane = setup.lanes.at(index_of(each));
    lane = node::lane_setup_of(each, with_, {reading, *facts_, *links_, *ledger_});
    lanes.insert(lanes.end(), lane.batcher.concurrency, each);
  }
  setup.pair_window = with_.intake.pair_window;
  setup.assemble_window = with_.intake.assemble_window;
  setup.connect = [this, lanes] { return store_.connect(lanes.at(connected_++)); };
  setup.next_request_id = [this] { return "r" + std::to_string(++requests_); };
  setup.reroute = [reading](const change& kept) { return acumatica::reroute(kept, *reading); };
  setup.on_crash = [this](const std::string& why) {
    if (!dead_) world_.fail("an actor ended: " + why);
  };
  setup.detach = false;
  return setup;
}

/// Supervisor, settler, failure; of each lane its senders, dispatcher, batcher and itself; replayer, intake.
std::string simulated_node::name_of(caf::actor_id id) const {
  auto place = static_cast<std::size_t>(id - first_id_);
  constexpr std::array first{"supervisor", "settler", "failure"};
  if (place == 0 || place > 100) return "other";
  if (--place < first.size()) return first.at(place);
  place -= first.size();
  for (const auto each : all_entities) {
    const std::string lane{to_string(each)};
    const auto senders = with_.delivery.concurrency.at(index_of(each));
    if (place < senders) return "sender." + lane;
    place -= senders;
    if (place < 3) return std::array{"dispatcher." + lane, "batcher." + lane, lane}.at(place);
    place -= 3;
  }
  return place == 0 ? "replayer" : place == 1 ? "intake" : "other";
}

/// Conversations about orders would wait for each other, and there is one thread only.
bool simulated_node::may_run(caf::resumable* job) const {
  if (documents_under_way_ == 0) return true;
  const auto name = name_of(dynamic_cast<caf::abstract_actor&>(*job).id());
  return name != "sender.shipment" && name != "sender.order";
}

void simulated_node::run_job(std::size_t place) {
  auto& jobs = scheduler_->jobs;
  std::rotate(jobs.begin(), jobs.begin() + static_cast<std::ptrdiff_t>(place),
              jobs.begin() + static_cast<std::ptrdiff_t>(place) + 1);
  const auto id = dynamic_cast<caf::abstract_actor&>(*jobs.front()).id();
  if (!dead_) count_job(name_of(id));
  scheduler_->run_once();
  take_answers();
}

bool simulated_node::run_something() {
  auto& jobs = scheduler_->jobs;
  std::vector<std::size_t> able;
  for (std::size_t i = 0; i < jobs.size(); ++i)
    if (may_run(jobs[i])) able.push_back(i);
  if (able.empty()) return false;
  run_job(world_.any(able));
  return true;
}

moment simulated_node::next_timeout() const {
  const auto& due = scheduler_->clock().schedule();
  if (due.empty()) return moment::max();
  const auto left = due.begin()->first - scheduler_->clock().now();
  return world_.now() + std::chrono::ceil<moment>(left);
}

void simulated_node::advance(moment until) {
  scheduler_->advance_time(until - world_.now());
  world_.pass(until, [this] { return dead(); });
}

void simulated_node::run_until(moment end) {
  while (!dead() && world_.now() < end) {
    const bool busy = !world_.chance(0.01) && run_something();
    if (busy) continue;
    // Time goes on also while somebody has work to do.
    const auto limit = scheduler_->jobs.empty() ? end : world_.now() + world_.between(0ms, 20ms);
    advance(std::min(
        {end, limit, std::max(world_.now() + 1us, std::min(next_timeout(), world_.next()))}));
    check_invariants();
  }
}

bool simulated_node::wait(entity lane, moment how_long) {
  const auto adds = holds_an_order(lane) ? 1U : 0U;
  documents_under_way_ += adds;
  run_until(world_.now() + how_long);
  documents_under_way_ -= adds;
  return !dead();
}

void simulated_node::submit(submission what, receipt_taker answered) {
  if (!up()) return answered(error{errc::unavailable, "no connection", {}});
  // The submitter waits for its commit on another thread, as an HTTP worker does.
  const auto before = gate_->waiting();
  asked mine{std::async(std::launch::async,
                        [this, what = std::move(what)]() mutable {
                          return gate_->submit(std::move(what));
                        }),
             std::move(answered)};
  // The test scheduler is not thread-safe.
  while (gate_->waiting() == before && mine.answer.wait_for(0s) != std::future_status::ready)
    std::this_thread::yield();
  asked_.push_back(std::move(mine));
  if (gate_->waiting() == before) take_answers();
}

void simulated_node::take_answers() {
  if (asked_.empty() || gate_->waiting() > 0) return;
  for (auto& each : std::exchange(asked_, {})) {
    const auto answer = each.answer.get();
    each.taker(dead_ ? error{errc::unavailable, "the connection broke", {}} : answer);
  }
}

void simulated_node::die_at(std::size_t boundaries, death how) {
  die_at_ = boundaries;
  how_ = how;
}

void simulated_node::die(death how) {
  if (dead_ || !system_) return;
  dead_ = true;
  die_at_ = 0;
  world_.note(how == death::power ? "the power is cut" : "the node is killed");
  next_disk_ = disk_->after(how, [this] { return world_.share(); });
  std::filesystem::copy_file(path_ / "in-hand", path_ / "as-it-died",
                             std::filesystem::copy_options::overwrite_existing);
  // A machine that lost its power is not back before the store has done with what was on its way.
  store_.on_death(how == death::process);
}

void simulated_node::take_down() {
  while (gate_->waiting() > 0 && !scheduler_->jobs.empty()) run_job(0);
  take_answers();
  disk_->at_boundary = nullptr;
  graph_.reset();
  scheduler_->run();
  end_orders();
  if (reloading())
    if (const auto synced = ledger_->sync(); !synced)
      world_.fail("not synced: " + synced.problem().message);
  system_.reset();
  gate_.reset();
  links_.reset();
  facts_.reset();
  shared_.reset();
  hands_.reset();
  ledger_.reset();
  scheduler_ = nullptr;
  if (next_disk_) disk_ = std::move(next_disk_);
  if (std::filesystem::exists(path_ / "as-it-died"))
    std::filesystem::rename(path_ / "as-it-died", path_ / "in-hand");
}

/// Nobody is busy with nothing.
void simulated_node::count_job(const std::string& name) {
  constexpr std::size_t most = 4000;  // in a second of a run
  world_.note(name);
  const auto second = std::chrono::floor<std::chrono::seconds>(world_.now());
  if (second != second_) jobs_ = 0;
  second_ = second;
  if (++jobs_ == most) world_.fail(name + " and others handled thousands of messages in a second");
}

/// Whatever happens, at any time.
void simulated_node::check_invariants() {
  if (dead() || !scheduler_->jobs.empty() || documents_under_way_ > 0) return;
  const auto unsettled = ledger_->figures().unsettled;
  // What the node adds itself is beside the limit.
  if (unsettled > 2 * with_.intake.max_unsettled + 20)
    world_.fail(std::to_string(unsettled) + " changes are unsettled; expected at most " +
                std::to_string(with_.intake.max_unsettled));
  if (!is_balanced(*stats_, *ledger_)) world_.fail("what came is not what ended and waits");
}

}  // namespace acumage::tests
