// The jobs as a whole: the queue, its order, cancelling, going on after a restart, signing out.
#include "pull/puller.hpp"

#include "model.hpp"
#include "tests/support/await.hpp"

#include <doctest/doctest.h>

#include <atomic>

using namespace acumage;
using namespace acumage::tests;
using namespace std::chrono_literals;

namespace {

pull_job order_of(pull_scope scope, std::vector<std::string> keys = {}) {
  pull_job job;
  job.scope = scope;
  job.keys = std::move(keys);
  return job;
}

struct bench {
  pull_rig rig;
  std::atomic<int> sessions{0};
  std::unique_ptr<pull::puller> jobs;

  void start() {
    jobs = std::make_unique<pull::puller>(
        pull::puller_options{rig.how, {.delta_every = 0s, .sweep_at = {}}}, rig.neighbours(),
        [this] {
          ++sessions;
          return rig.erp.connect();
        },
        [](const auto&) {});
  }
  /// Its job waits for a seat. Returns the job.
  pull_job start_without_seat() {
    rig.erp.write("SKU-1", "1");
    rig.erp.troubles = {{pull::trouble::no_seat, "API Login Limit"}};
    start();
    const auto job = jobs->order(order_of(pull_scope::all));
    REQUIRE(job.ok());
    tests::await([&] { return jobs->jobs().front().wait == pull_wait::no_seat; });
    return *job;
  }
  pull_job done(const std::string& id) {
    const auto found = jobs->wait(id, 20s);
    REQUIRE(found.has_value());
    return *found;
  }
};

}  // namespace

TEST_CASE("puller: a job runs, is shown, and the session is signed out") {
  bench at;
  for (int i = 0; i < 7; ++i) at.rig.erp.write("SKU-" + std::to_string(i), "1");
  at.start();
  const auto job = at.jobs->order(order_of(pull_scope::all));
  REQUIRE(job.ok());
  const auto done = at.done(job->id);
  CHECK(done.state == pull_state::done);
  CHECK(done.rows == 7);
  await([&] { return at.rig.erp.sign_outs > 0; });
  at.jobs.reset();
  CHECK(at.sessions == 1);
  CHECK(at.rig.erp.sign_outs == 1);
}

TEST_CASE("puller: orders that make no sense, or too many, are refused") {
  bench at;
  at.rig.erp.troubles.assign(50, {pull::trouble::again, "down"});
  at.start();
  CHECK(at.jobs->order(order_of(pull_scope::keys)).problem().code == errc::invalid);
  auto order = order_of(pull_scope::all);
  order.entity = entity::customer;
  CHECK(at.jobs->order(order).problem().code == errc::invalid);
  REQUIRE(at.jobs->order(order_of(pull_scope::all)).ok());
  CHECK(at.jobs->order(order_of(pull_scope::all)).problem().code == errc::conflict);
  std::size_t taken = 0;
  for (int i = 0; i < 20; ++i)
    taken += at.jobs->order(order_of(pull_scope::keys, {"K" + std::to_string(i)})).ok() ? 1 : 0;
  CHECK(taken >= pull::puller::most_queued - 1);
  CHECK(taken <= pull::puller::most_queued + 1);
  at.jobs.reset();
}

TEST_CASE("puller: a job can be cancelled, also while it waits, and what is queued goes on") {
  bench at;
  const auto first = at.start_without_seat();
  REQUIRE(at.jobs->cancel(first.id).ok());
  CHECK(at.done(first.id).state == pull_state::cancelled);
  CHECK(at.jobs->cancel(first.id).problem().code == errc::conflict);
  CHECK(at.jobs->cancel("99").problem().code == errc::not_found);
  const auto second = at.jobs->order(order_of(pull_scope::all));
  REQUIRE(second.ok());
  CHECK(at.done(second->id).state == pull_state::done);
  CHECK(second->id > first.id);
}

TEST_CASE("puller: named records go between the pages of another job") {
  bench at;
  at.rig.erp.write("SKU-1", "1");
  at.rig.erp.troubles = {{pull::trouble::no_seat, "API Login Limit"}};
  at.start();
  const auto whole = at.jobs->order(order_of(pull_scope::all));
  await([&] { return at.jobs->jobs().front().wait == pull_wait::no_seat; });
  const auto named = at.jobs->order(order_of(pull_scope::keys, {"SKU-1"}));
  REQUIRE(named.ok());
  CHECK(at.done(named->id).state == pull_state::done);
  CHECK(!at.jobs->wait(whole->id, 0ms)->over());
  at.jobs.reset();
}

TEST_CASE("puller: a job that was under way goes on after a restart") {
  bench at;
  for (int i = 0; i < 7; ++i) at.rig.erp.write("SKU-" + std::to_string(i), "1");
  auto kept = order_of(pull_scope::all);
  kept.id = "00000007";
  kept.state = pull_state::reading;
  kept.until = at.rig.erp.now;
  kept.cursor = "SKU-2";
  kept.rows = 3;
  REQUIRE(at.rig.ledger().save_pull(kept).ok());
  at.start();
  const auto done = at.done("00000007");
  CHECK(done.state == pull_state::done);
  CHECK(done.rows == 7);
  CHECK(at.jobs->order(order_of(pull_scope::all))->id == "00000008");
  at.jobs.reset();
}

TEST_CASE("puller: the session is lent between the steps of jobs, and stays while it is needed") {
  bench at;
  at.rig.erp.write("SKU-1", "1");
  at.start();
  {
    const pull::puller::stay here{*at.jobs};
    for (int i = 0; i < 3; ++i) {
      std::size_t rows = 0;
      REQUIRE(at.jobs->lend([&](pull::erp_session& erp) {
        auto came = erp.by_key(entity::pricing, "SKU-1");
        rows = std::get<pull::page>(came).rows.size();
      }));
      CHECK(rows == 1);
    }
    CHECK(at.rig.erp.sign_outs == 0);
  }
  await([&] { return at.rig.erp.sign_outs > 0; });
  CHECK(at.sessions == 1);
  at.jobs->stop();
  CHECK(at.rig.erp.sign_outs == 1);
  CHECK_FALSE(at.jobs->lend([](pull::erp_session&) {}));
}

TEST_CASE("puller: a job that is queued behind another can be cancelled at once") {
  bench at;
  const auto first = at.start_without_seat();
  auto behind = order_of(pull_scope::all);
  behind.force = true;
  const auto second = at.jobs->order(behind);
  REQUIRE(second.ok());
  REQUIRE(at.jobs->cancel(second->id).ok());
  CHECK(at.done(second->id).state == pull_state::cancelled);
  CHECK(!at.jobs->wait(first.id, 0ms)->over());
}
