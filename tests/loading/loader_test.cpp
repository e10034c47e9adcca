// The steps of a first load, with scripted neighbours: order, questions, ends, and going on after a stop.
#include "loading/loader.hpp"
#include "tests/support/await.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <memory>

namespace acumage::tests {
namespace {

using namespace std::chrono_literals;
using loading::loader;
using lane_switch = loading::neighbours::lane_switch;

/// Both sides, the lanes and the jobs: what was asked is written down, what is answered is set before.
struct world {
  std::mutex mutex;
  std::vector<std::string> calls;
  std::vector<std::string> failing;
  std::map<entity, load_comparison> seen;
  std::map<std::string, pull_job> jobs;
  pull_job next;
  std::map<entity, loading::lane_figures> lanes;
  reconcile_status compared;
  std::optional<first_load> kept;
  bool stuck = false;  ///< the comparison does not end by itself

  world() {
    next.state = pull_state::done;
    next.rows = 7;
    compared.state = reconcile_state::done;
    for (const auto each : all_entities) lanes[each] = {.taken_in = true, .moving = 0};
  }

  void note(const std::string& call, entity which) {
    const std::lock_guard guard{mutex};
    calls.push_back(call + " " + std::string{to_string(which)});
  }
  std::vector<std::string> noted() {
    const std::lock_guard guard{mutex};
    return calls;
  }
  std::ptrdiff_t times(const std::string& call) {
    const auto all = noted();
    return std::count(all.begin(), all.end(), call);
  }

  loading::neighbours neighbours() {
    loading::neighbours with;
    with.loadable = {entity::pricing, entity::inventory, entity::customer, entity::shipment};
    with.failing_checks = [this] { return failing; };
    with.count_rows = [this](entity which, const auto&) -> result<std::uint64_t> {
      note("count", which);
      return std::uint64_t{7};
    };
    with.pace_now = [] { return loading::pace{}; };
    with.compare = [this](entity which, const loading::rest_function& rest,
                          const auto&) -> result<load_comparison> {
      note("compare", which);
      while (stuck)
        if (!rest(10ms)) return error{errc::unavailable, "ended", {}};
      return seen[which];
    };
    with.order_lane = [this](entity which, lane_switch how) {
      note(how == lane_switch::pause ? "pause" : "release", which);
      return done();
    };
    with.start_pull = [this](entity which) -> result<std::string> {
      note("pull", which);
      const std::lock_guard guard{mutex};
      auto job = next;
      job.id = std::to_string(jobs.size() + 1);
      job.entity = which;
      jobs[job.id] = job;
      return job.id;
    };
    with.pull = [this](const std::string& id) -> std::optional<pull_job> {
      const std::lock_guard guard{mutex};
      const auto found = jobs.find(id);
      return found == jobs.end() ? std::nullopt : std::optional{found->second};
    };
    with.cancel_pull = [this](const std::string& id) {
      const std::lock_guard guard{mutex};
      calls.push_back("cancel " + id);
    };
    with.lane = [this](entity which) {
      const std::lock_guard guard{mutex};
      return lanes[which];
    };
    with.start_reconciliation = [this](entity which) -> result<std::string> {
      note("reconcile", which);
      return std::string{"1"};
    };
    with.reconciliation = [this](const std::string&) { return std::optional{compared}; };
    with.differences = [](const std::string&, std::size_t) {
      return std::vector<reconcile_item>{};
    };
    with.save = [this](const first_load& load) {
      const std::lock_guard guard{mutex};
      kept = load;
      return done();
    };
    with.now_us = [] { return std::int64_t{1'755'000'000'000'000}; };
    with.log = [](const log_line&) {};
    return with;
  }

  std::unique_ptr<loader> begin() { return std::make_unique<loader>(neighbours(), kept); }
};

first_load wait_for(const loader& by, const std::function<bool(const first_load&)>& reached) {
  std::optional<first_load> now;
  await([&] {
    now = by.now();
    return now && reached(*now);
  });
  return std::move(*now);
}

first_load asked(const loader& by) {
  return wait_for(by, [](const auto& load) { return load.waits_for_answer(); });
}
first_load ended(const loader& by) {
  return wait_for(by, [](const auto& load) { return load.over() && load.ended_us != 0; });
}

TEST_CASE("first load: pauses, compares, asks, loads lane by lane, and proves") {
  world at;
  at.seen[entity::pricing].changes = 3;
  const auto by = at.begin();
  REQUIRE(by->start({.entities = {entity::inventory, entity::pricing}}));
  const auto question = asked(*by);
  CHECK(question.parts.front().seen->changes == 3);
  CHECK(question.parts.front().paused);
  CHECK(at.noted() == std::vector<std::string>{"count pricing", "count inventory", "pause pricing",
                                               "pause inventory", "compare pricing",
                                               "compare inventory"});
  REQUIRE(by->confirm({}));
  const auto end = ended(*by);
  CHECK(end.state == load_state::done);
  CHECK(end.parts.front().differences == 0u);
  const auto all = at.noted();
  CHECK(std::vector<std::string>{all.begin() + 6, all.end()} ==
        std::vector<std::string>{"pull pricing", "release pricing", "pull inventory",
                                 "release inventory", "reconcile pricing", "reconcile inventory"});
}

TEST_CASE("first load: shipments only when they are named, and what cannot be loaded is refused") {
  world at;
  const auto by = at.begin();
  const auto begun = by->start({});
  REQUIRE(begun);
  CHECK(begun->parts.size() == 3);
  CHECK(by->start({.entities = {entity::order}}).problem().code == errc::invalid);
}

TEST_CASE("first load: a dry run ends after the comparison, pauses nothing, and is not kept") {
  world at;
  const auto by = at.begin();
  REQUIRE(by->start({.entities = {entity::pricing}, .dry_run = true}));
  CHECK(ended(*by).state == load_state::done);
  CHECK(at.noted() == std::vector<std::string>{"count pricing", "compare pricing"});
  CHECK(!at.kept);
}

TEST_CASE("first load: a failing check ends it, and the next call goes on there") {
  world at;
  at.failing = {"store: credential: refused"};
  const auto by = at.begin();
  REQUIRE(by->start({.entities = {entity::pricing}}));
  const auto failed = ended(*by);
  CHECK(failed.state == load_state::failed);
  CHECK(failed.step == load_step::checking);
  CHECK(failed.failing.size() == 1);
  CHECK(at.noted().empty());
  at.failing.clear();
  REQUIRE(by->start({.entities = {entity::pricing}}));
  CHECK(asked(*by).failing.empty());
}

TEST_CASE("first load: accounts are not created without their own consent: the lane stays paused") {
  for (const bool consents : {false, true}) {
    world at;
    at.seen[entity::customer].lacking = 12;
    const auto by = at.begin();
    REQUIRE(by->start({.entities = {entity::pricing, entity::customer}}));
    asked(*by);
    REQUIRE(by->confirm({.create_customers = consents}));
    if (consents) {
      wait_for(*by, [](const auto& load) { return load.step >= load_step::confirming; });
      const std::lock_guard guard{at.mutex};
      at.seen[entity::customer].lacking = 0;
    }
    const auto end = ended(*by);
    const auto& customers = end.parts.back();
    CHECK(customers.left_out == !consents);
    CHECK(customers.paused == !consents);
    CHECK(at.times("pull customer") == (consents ? 1 : 0));
    CHECK(at.times("release customer") == (consents ? 1 : 0));
  }
}

TEST_CASE("first load: goes on at its step in the next process, and orders no second job") {
  world at;
  at.next.state = pull_state::reading;
  {
    const auto by = at.begin();
    REQUIRE(by->start({.entities = {entity::pricing, entity::inventory}}));
    asked(*by);
  }
  {
    const auto by = at.begin();
    CHECK(by->now()->waits_for_answer());
    REQUIRE(by->confirm({}));
    wait_for(*by, [](const auto& load) { return !load.parts.front().paused; });
  }
  CHECK(at.times("compare pricing") == 1);
  const auto by = at.begin();
  for (const auto* const id : {"1", "2"}) {
    wait_for(*by, [&](const auto&) {
      return at.times(id[0] == '1' ? "pull pricing" : "pull inventory") == 1;
    });
    const std::lock_guard guard{at.mutex};
    at.jobs.at(id).state = pull_state::done;
  }
  CHECK(ended(*by).state == load_state::done);
  CHECK(at.times("pull pricing") == 1);
  CHECK(at.times("release pricing") == 1);
}

TEST_CASE("first load: an unfinished one is neither forgotten nor mixed with another") {
  world at;
  at.stuck = true;
  const auto by = at.begin();
  REQUIRE(by->start({.entities = {entity::pricing}}));
  CHECK(by->start({.entities = {entity::pricing}}));
  CHECK(by->start({}));  // none named: that which is under way
  CHECK(by->start({.entities = {entity::inventory}}).problem().code == errc::conflict);
  CHECK(by->start({.entities = {entity::pricing}, .dry_run = true}).problem().code ==
        errc::conflict);
  wait_for(*by, [&](const auto&) { return at.times("compare pricing") == 1; });
  const auto anew = by->start({.entities = {entity::inventory}, .restart = true});
  REQUIRE(anew);
  wait_for(*by, [&](const auto&) { return at.times("compare inventory") == 1; });
  const auto cancelled = by->cancel();
  REQUIRE(cancelled);
  CHECK(cancelled->state == load_state::cancelled);
  CHECK(cancelled->parts.front().paused);
  CHECK(by->cancel().problem().code == errc::conflict);
}

TEST_CASE("first load: a failed reading fails it, and the next call reads again") {
  world at;
  at.next.state = pull_state::failed;
  at.next.error = "the ERP is down";
  const auto by = at.begin();
  REQUIRE(by->start({.entities = {entity::pricing}}));
  asked(*by);
  REQUIRE(by->confirm({}));
  const auto failed = ended(*by);
  CHECK(failed.state == load_state::failed);
  CHECK(failed.error.find("the ERP is down") != std::string::npos);
  at.next.state = pull_state::done;
  REQUIRE(by->start({.entities = {entity::pricing}}));
  wait_for(*by, [](const auto& load) { return load.state == load_state::done; });
  CHECK(at.times("pull pricing") == 2);
}

TEST_CASE("first load: lanes whose pushes fill the journal are released before their turn") {
  world at;
  at.next.state = pull_state::reading;
  at.next.wait = pull_wait::no_room;
  const auto by = at.begin();
  REQUIRE(by->start({.entities = {entity::pricing, entity::inventory}}));
  asked(*by);
  REQUIRE(by->confirm({}));
  wait_for(*by, [](const auto& load) { return !load.parts.back().paused; });
  CHECK(at.times("pull inventory") == 0);
}

TEST_CASE("first load: a lane counts as sent when nothing of it moves any more") {
  world at;
  at.lanes[entity::pricing].moving = 5;
  const auto by = at.begin();
  REQUIRE(by->start({.entities = {entity::pricing}}));
  asked(*by);
  REQUIRE(by->confirm({}));
  const auto now = wait_for(*by, [](const auto& load) { return load.progress.done == 2; });
  CHECK(now.progress.expected == 7);
  CHECK(!now.parts.front().loaded);
  {
    const std::lock_guard guard{at.mutex};
    at.lanes[entity::pricing].moving = 0;
  }
  CHECK(ended(*by).parts.front().loaded);
}

}  // namespace
}  // namespace acumage::tests
