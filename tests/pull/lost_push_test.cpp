// Notifications that Acumatica could not deliver: found once, told, read again, covered (PULL.md 7.6, 7.9).
#include "pull/lost_push_watch.hpp"

#include "linked.hpp"
#include "pull/puller.hpp"

#include <doctest/doctest.h>

#include <atomic>

using namespace acumage;
using namespace acumage::tests;
using namespace std::chrono_literals;

namespace {

constexpr std::int64_t second_us = 1'000'000;
constexpr std::uint64_t two_days = 2 * 86'400 * second_ticks;
const std::string query = "Acumage Price";

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

struct bench {
  pull_rig rig;
  std::atomic<std::int64_t> now_us{1'755'000'000'000'000};
  pull::lost_push_options how{.every = 900s, .resync = true, .overlap = 600s, .lag = 600s};
  std::unique_ptr<pull::erp_session> session = rig.erp.connect();
  int found = 0;
  std::unique_ptr<pull::lost_push_watch> watch;
  std::unique_ptr<pull::puller> jobs;  // its thread tells the watch

  bench() { start(); }
  void start() {
    jobs.reset();
    rig.restart();
    watch = std::make_unique<pull::lost_push_watch>(
        how,
        pull::lost_push_neighbours{.ledger = rig.ledger(),
                                   .entity_of = [](auto name) -> std::optional<entity> {
                                     if (name == query) return entity::pricing;
                                     return std::nullopt;
                                   },
                                   .pulled = [](auto which) { return which == entity::pricing; },
                                   .now_us = [this] { return now_us.load(); },
                                   .log = [](const auto&) {},
                                   .on_found = [this] { ++found; }});
    auto with = rig.neighbours();
    with.progressed = [this](const auto&, const auto& after) { watch->note_end(after); };
    jobs = std::make_unique<pull::puller>(
        pull::puller_options{rig.how, {.delta_every = 0s, .sweep_at = {}}}, std::move(with),
        [this] { return rig.erp.connect(); }, [](const auto&) {});
  }
  /// Both clocks.
  void pass(std::chrono::seconds time) {
    now_us += time.count() * second_us;
    rig.erp.now += static_cast<std::uint64_t>(time.count()) * second_ticks;
  }
  void ask() {
    REQUIRE(watch->due());
    watch->run(*jobs, *session);
  }
  void lose(std::uint64_t at, const std::string& of = query) {
    rig.erp.lost.push_back({"hook", at, of, "503 Service Unavailable", false});
  }
  known_lost_push newest() const {
    const auto all = watch->report().items;
    REQUIRE(!all.empty());
    return all.front();
  }
};

}  // namespace

TEST_CASE("lost pushes: are asked for from two days before, and each is found once") {
  bench at;
  at.ask();
  CHECK(at.rig.erp.lost_asked.back() == at.rig.erp.now - two_days);
  CHECK_FALSE(at.watch->due());
  const auto first = at.rig.erp.now;
  at.lose(first);
  at.pass(900s);
  at.ask();
  CHECK(at.found == 1);
  at.lose(first - 5);  // stamped earlier, and given up later
  at.pass(900s);
  at.ask();
  CHECK(at.rig.erp.lost_asked.back() == first - two_days);
  CHECK(at.found == 2);
  at.start();
  CHECK_FALSE(at.watch->due());  // a node that starts again and again signs in no more often
  at.pass(900s);
  at.ask();
  CHECK(at.found == 2);
  CHECK(at.watch->report().items.size() == 2);
  CHECK(at.newest().what.at == first);
}

TEST_CASE(
    "lost pushes: a job reads what changed since, once lag has passed [setting "
    "acumatica.on_lost_push]") {
  bench at;
  at.rig.erp.write("SKU-1", "7");
  const auto lost = at.rig.erp.now;
  at.lose(lost);
  at.pass(10s);
  at.ask();
  CHECK(at.newest().job.empty());
  CHECK_FALSE(at.watch->due());
  at.pass(600s);
  at.ask();
  const auto row = at.newest();
  REQUIRE(!row.job.empty());
  const auto job = at.jobs->wait(row.job, 20s);
  REQUIRE(job.has_value());
  CHECK(job->state == pull_state::done);
  CHECK(job->scope == pull_scope::since);
  CHECK(job->since == lost - 600 * second_ticks);
  CHECK(job->automatic);
  CHECK(job->fresh == 1);
  CHECK(at.newest().covered_by == row.job);
  CHECK(at.watch->troubles().empty());
  CHECK_FALSE(at.watch->due());
  CHECK(at.jobs->jobs().size() == 1);
  at.start();
  CHECK(at.newest().covered_by == row.job);
}

TEST_CASE("lost pushes: without the setting nothing is ordered, and a delta covers them") {
  bench at;
  at.how.resync = false;
  at.start();
  at.rig.erp.write("SKU-1", "7");
  pull_job all;
  REQUIRE(at.jobs->wait(at.jobs->order(all)->id, 20s)->state == pull_state::done);
  at.lose(at.rig.erp.now + 30 * second_ticks);
  at.pass(60s);
  at.ask();
  const auto run = [&] {
    pull_job delta;
    delta.scope = pull_scope::delta;
    return at.jobs->wait(at.jobs->order(delta)->id, 20s)->id;
  };
  run();  // too early: its versions may be older than what was known
  CHECK(at.newest().open());
  CHECK(at.watch->troubles().size() == 1);
  at.pass(700s);
  const auto late = run();
  CHECK(at.newest().covered_by == late);
  CHECK(at.newest().job.empty());
}

TEST_CASE("lost pushes: one that is sent again is covered, one that had come is no trouble") {
  bench at;
  at.how.resync = false;
  at.start();
  at.watch->note_push(" acumage PRICE", at.rig.erp.now);  // its answer was lost
  at.lose(at.rig.erp.now);
  at.lose(at.rig.erp.now + 1);
  at.ask();
  const auto all = at.watch->report().items;
  REQUIRE(all.size() == 2);
  CHECK(all.at(0).open());
  CHECK(all.at(1).covered_by == "push");
  at.watch->note_push("Acumage Quantity", at.rig.erp.now + 1);
  CHECK(at.newest().open());
  at.watch->note_push(query, at.rig.erp.now + 1);
  CHECK(at.newest().covered_by == "push");
  CHECK(at.watch->troubles().size() == 1);  // so that it is reported, although it is over
  at.pass(5s);
  CHECK(at.watch->troubles().empty());
  at.start();
  CHECK(at.newest().covered_by == "push");
}

TEST_CASE("lost pushes: the trouble names query, error, the node's own refusals, and is over") {
  bench at;
  at.how.resync = false;
  at.start();
  at.watch->note_refusal(503);
  at.lose(at.rig.erp.now);
  at.lose(at.rig.erp.now, "Other");
  at.rig.erp.lost.back().hook_id = "another";
  at.ask();
  const auto all = at.watch->troubles();
  REQUIRE(all.size() == 2);
  CHECK(!all.at(0).lane);
  CHECK(has(all.at(0).words, "\"Other\""));
  CHECK(all.at(1).lane == entity::pricing);
  CHECK(has(all.at(1).words, "could not deliver 1 notification; it is of \"Acumage Price\""));
  CHECK(has(all.at(1).words, "503 Service Unavailable"));
  CHECK(has(all.at(1).words, "this node answered 503 between 2025-08-12T12:00:00"));
  at.pass(47h);
  CHECK(at.watch->troubles().size() == 2);
  at.pass(2h);
  CHECK(at.watch->troubles().empty());
}

TEST_CASE("lost pushes: as many as fit are kept, and the others are not found again") {
  bench at;
  at.how.resync = false;
  at.start();
  constexpr auto most = pull::lost_push_rows::most;
  for (std::size_t i = 0; i < most + 500; ++i) at.lose(at.rig.erp.now + i);
  at.rig.erp.lost.back().error = std::string(499, 'x') + "\xC3\xA4\xC3\xA4";
  at.ask();
  CHECK(at.found == most);
  CHECK(at.newest().what.error == std::string(499, 'x'));
  for (std::size_t i = 0; i < 10; ++i) at.lose(at.rig.erp.now + most + 500 + i);
  at.pass(900s);
  at.ask();
  CHECK(at.found == most + 10);
  CHECK(at.watch->report().items.size() == most);
  at.start();
  CHECK(at.watch->report().items.size() == most);
}

TEST_CASE("lost pushes: an inquiry that cannot be read is reported, and asked again as scheduled") {
  bench at;
  at.rig.erp.troubles = {{pull::trouble::fatal, "unknown inquiry"}};
  at.ask();
  CHECK(at.watch->report().problem == "unknown inquiry");
  CHECK_FALSE(at.watch->due());
  at.pass(900s);
  at.rig.erp.troubles = {{pull::trouble::again, "no answer"}};
  at.ask();
  CHECK(at.watch->report().problem == "unknown inquiry");
  at.pass(300s);  // sooner
  at.ask();
  CHECK(at.watch->report().problem.empty());
  for (int i = 0; i < 12; ++i) {
    at.pass(900s);
    at.rig.erp.troubles = {{pull::trouble::again, "no answer"}};
    at.ask();
    if (i == 0) CHECK(at.watch->report().problem.empty());
  }
  CHECK(at.watch->report().problem == "no answer");
}

TEST_CASE("lost pushes: rows that come as a notification are kept before they are answered") {
  bench at;
  at.how.every = 0s;
  at.start();
  CHECK_FALSE(at.watch->due());
  REQUIRE(
      at.watch
          ->take_rows({R"({"HookId":"h","TimeStamp":638912345678901234,"Source":"Acumage Price",)"
                       R"("ErrorMessage":"timeout","Truncated":true})",
                       R"({"nothing":1})"})
          .ok());
  CHECK(at.newest().what == lost_push{"h", 638912345678901234U, query, "timeout", true});
  at.start();
  CHECK(at.newest().what.error == "timeout");
}

TEST_CASE("lost pushes: are read from Acumatica, and a refused sign-in is remembered") {
  sim::options setup;
  setup.push.receive = [](const auto&) { return 503; };
  setup.push.between_attempts = 1ms;
  linked at{setup, [](auto& how) { how.lost_pushes = "Acumage Lost Pushes"; }};
  at.write("LAMP-07", "5");
  REQUIRE(at.erp.wait_for_pushes());
  const auto found = at.session->lost_pushes(0);
  REQUIRE(std::holds_alternative<std::vector<lost_push>>(found));
  const auto& rows = std::get<std::vector<lost_push>>(found);
  REQUIRE(rows.size() == 1);
  CHECK(rows.front().query == query);
  CHECK(has(rows.front().error, "503"));
  CHECK(at.session->refusal().empty());
  linked wrong{{}, [](auto& how) { how.connection.password = "wrong"; }};
  const auto refused = wrong.session->now();
  CHECK(std::get<pull::problem>(refused).kind == pull::trouble::fatal);
  CHECK(!wrong.session->refusal().empty());
}
