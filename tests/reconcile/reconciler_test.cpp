// Reconciliations as jobs: by hand and by schedule, one at a time, and kept when the node ends.
#include "reconcile/reconciler.hpp"
#include "storage/hand_marks.hpp"
#include "tests/support/temp_dir.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <condition_variable>
#include <fstream>
#include <future>
#include <mutex>

namespace acumage::reconcile {
namespace {

using namespace std::chrono_literals;

constexpr std::int64_t now_us = 1'786'702'931'042'000;

class no_store final : public magento::transport {
 public:
  magento::answer exchange(const magento::request&, const std::string&) override { return {}; }
  void interrupt() override {}
};

/// A data folder in which nothing is known, so that a run ends at once unless it is held.
struct rig {
  tests::temp_dir folder;
  std::unique_ptr<storage::ledger> ledger = opened();
  std::unique_ptr<storage::hand_marks> hands = marks();
  stats_table stats;
  actors::context shared{
      *ledger, stats, [](const auto&) {}, [] { return now_us; }, [] { return 0.5; }, *hands};
  std::mutex mutex;
  std::condition_variable news;
  std::map<std::string, reconcile_status> kept;  // guarded by mutex, as the next
  std::vector<std::string> removed;
  bool held = false;
  std::size_t begun = 0;

  std::unique_ptr<storage::ledger> opened() {
    auto made = storage::ledger::open({.path = folder / "data"});
    REQUIRE(made.ok());
    return std::move(*made);
  }
  std::unique_ptr<storage::hand_marks> marks() {
    auto made = storage::hand_marks::open(folder / "data");
    REQUIRE(made.ok());
    return std::move(*made);
  }

  std::unique_ptr<reconciler> start(schedule_options schedule = {},
                                    std::vector<reconcile_status> known = {}) {
    reconciler_neighbours with{
        .held = {shared, {}, [](entity, const waiting_query&) { return waiting_rows{}; }},
        .rules = {},
        .aliases = [] { return acumatica::field_aliases{}; },
        .connect = [this]() -> std::unique_ptr<magento::transport> {
          std::unique_lock lock{mutex};
          ++begun;
          news.notify_all();
          news.wait(lock, [&] { return !held; });
          return std::make_unique<no_store>();
        },
        .pages = &shared.pages,
        .pulled = [](entity) { return false; },
        .send_again = [](entity, std::span<const std::string>) { return done(); },
        .remembered = [](entity) { return std::uint64_t{0}; },
        .folder = folder / "reports",
        .now_us = [] { return now_us; },
        .log = [](const auto&) {},
        .schedule = std::move(schedule),
        .known = std::move(known),
        .save =
            [this](const reconcile_status& job, const std::string& gone) {
              const std::lock_guard guard{mutex};
              kept[job.id] = job;
              if (!gone.empty()) removed.push_back(gone);
              news.notify_all();
              return done();
            }};
    return std::make_unique<reconciler>(std::move(with));
  }

  /// Every run waits before it begins to compare, or no longer does.
  void hold(bool on) {
    const std::lock_guard guard{mutex};
    held = on;
    news.notify_all();
  }
  /// Waits for the first run.
  void await_begin() {
    std::unique_lock lock{mutex};
    REQUIRE(news.wait_for(lock, 30s, [&] { return begun > 0; }));
  }
  /// The jobs by id, once it holds of them.
  template <class Holds>
  std::map<std::string, reconcile_status> wait(Holds holds) {
    std::unique_lock lock{mutex};
    REQUIRE(news.wait_for(lock, 30s, [&] { return holds(kept); }));
    return kept;
  }
  /// All jobs, once so many are over.
  std::vector<reconcile_status> over(std::size_t number) {
    std::vector<reconcile_status> jobs;
    for (const auto& [id, each] : wait([&](const auto& all) {
           return std::count_if(all.begin(), all.end(), [](const auto& one) {
                    return one.second.over();
                  }) == static_cast<std::ptrdiff_t>(number);
         }))
      jobs.push_back(each);
    return jobs;
  }
};

/// Due from the start, for an hour.
schedule_options due_now(std::vector<entity> entities) {
  const std::time_t seconds = now_us / 1'000'000;
  std::tm local{};
  ::localtime_r(&seconds, &local);
  const weekly_time at{local.tm_wday, std::chrono::minutes{local.tm_hour * 60 + local.tm_min}};
  return {.at = at, .entities = std::move(entities), .since_us = 1};
}

reconcile_status ended(int id, entity which, bool automatic) {
  reconcile_status job;
  job.id = std::to_string(id);
  job.order = {.entity = which, .automatic = automatic};
  job.started_us = id;
  job.state = reconcile_state::done;
  return job;
}

TEST_CASE("reconciler: scheduled runs follow each other, each once, with a report") {
  rig at;
  const auto node = at.start(due_now({entity::pricing, entity::order}));
  const auto jobs = at.over(2);
  CHECK(jobs[0].order.entity == entity::pricing);
  CHECK(jobs[1].order.entity == entity::order);
  for (const auto& each : jobs) {
    CHECK(each.order.automatic);
    CHECK(each.state == reconcile_state::done);
    CHECK(node->rows(each.id, {}, {}, 10).ok());
  }
  const auto by_hand = node->order({.entity = entity::pricing});
  REQUIRE(by_hand.ok());
  CHECK(at.over(3).size() == 3);  // and no further one by schedule
}

TEST_CASE("reconciler: an order by hand goes first, and the scheduled run begins again after it") {
  rig at;
  at.hold(true);
  const auto node = at.start(due_now({entity::pricing}));
  const auto first = at.wait([](const auto& all) { return all.size() == 1; }).begin()->first;
  const auto by_hand = node->order({.entity = entity::order});
  REQUIRE(by_hand.ok());
  CHECK(node->order({.entity = entity::order}).problem().code == errc::conflict);
  at.hold(false);
  const auto jobs = at.over(3);
  CHECK(jobs[0].id == first);
  CHECK(jobs[0].state == reconcile_state::cancelled);
  CHECK(jobs[0].cut_short);
  CHECK(jobs[1].id == *by_hand);
  CHECK(jobs[1].state == reconcile_state::done);
  CHECK(jobs[2].order.automatic);
  CHECK(jobs[2].state == reconcile_state::done);
}

TEST_CASE(
    "reconciler: an operator may cancel a scheduled run, which then waits for the next week") {
  rig at;
  at.hold(true);
  const auto node = at.start(due_now({entity::pricing}));
  const auto id = at.wait([](const auto& all) { return all.size() == 1; }).begin()->first;
  CHECK(node->cancel(id).ok());
  at.hold(false);
  const auto jobs = at.over(1);
  CHECK(jobs[0].state == reconcile_state::cancelled);
  CHECK_FALSE(jobs[0].cut_short);
  REQUIRE(node->order({.entity = entity::order}).ok());
  CHECK(at.over(2).size() == 2);
  CHECK(node->cancel(id).problem().code == errc::conflict);
  CHECK(node->cancel("1").problem().code == errc::not_found);
}

TEST_CASE("reconciler: a run that the end of the node cuts short has failed, and says so") {
  rig at;
  at.hold(true);
  const auto node = at.start();
  REQUIRE(node->order({.entity = entity::pricing}).ok());
  at.await_begin();
  auto stopped = std::async(std::launch::async, [&] { node->stop(); });
  while (node->order({.entity = entity::pricing}).problem().code != errc::unavailable)
    std::this_thread::yield();
  at.hold(false);
  stopped.get();
  const auto job = at.over(1).front();
  CHECK(job.state == reconcile_state::failed);
  CHECK(job.cut_short);
  CHECK(job.error.find("the node was stopped") == 0);
}

TEST_CASE("reconciler: the list continues with the next node, and ids with it") {
  rig at;
  auto killed = ended(9, entity::pricing, false);
  killed.state = reconcile_state::confirming;
  const auto future = ended(static_cast<int>(now_us / 1'000'000) + 50, entity::order, false);
  const auto node = at.start({}, {killed, future});
  const auto all = node->all();
  REQUIRE(all.size() == 2);
  CHECK(all[0].state == reconcile_state::failed);
  CHECK(all[0].cut_short);
  CHECK(all[0].ended_us == now_us);
  CHECK(at.wait([](const auto& kept) { return !kept.empty(); }).at("9").over());
  const auto next = node->order({.entity = entity::pricing});
  REQUIRE(next.ok());
  CHECK(std::stoull(*next) > std::stoull(future.id));
}

TEST_CASE(
    "reconciler: of a hundred, the oldest goes with its file, but not what alerts depend on") {
  rig at;
  std::vector<reconcile_status> known;
  for (int id = 1; id <= static_cast<int>(reconciler::most_kept); ++id)
    known.push_back(ended(id, entity::pricing, id == 2));
  known[0].order.automatic = known[1].order.automatic;  // 1 and 2 by schedule, 2 the last of them
  known[2].order = {.entity = entity::order};           // the last complete one of its entity
  const auto file = (at.folder / "old.csv").string();
  std::ofstream{file} << "x";
  known[0].file = file;
  const auto node = at.start({}, known);
  REQUIRE(node->order({.entity = entity::pricing}).ok());
  CHECK_FALSE(std::filesystem::exists(file));
  at.wait([](const auto& kept) { return kept.begin()->second.over(); });
  REQUIRE(node->order({.entity = entity::pricing}).ok());
  CHECK(at.removed == std::vector<std::string>{"1", "4"});
  CHECK(node->all().size() == reconciler::most_kept);
}

TEST_CASE("reconciler: what makes no sense is refused") {
  rig at;
  const auto node = at.start();
  CHECK(node->order({.entity = entity::customer}).problem().code == errc::invalid);
  CHECK(node->order({.scope = reconcile_scope::keys}).problem().code == errc::invalid);
  CHECK(node->order({.scope = reconcile_scope::sample}).problem().code == errc::invalid);
  CHECK(node->order({.fix = reconcile_fix::node}).problem().code == errc::invalid);
  CHECK(node->rows("1", {}, {}, 10).problem().code == errc::not_found);
}

}  // namespace
}  // namespace acumage::reconcile
