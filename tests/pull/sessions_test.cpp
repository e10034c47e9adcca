// Sessions of the ERP: open while something is read, ended afterwards, whatever happened (PULL.md 7.9, 4 and 8).
#include "erp/client.hpp"
#include "linked.hpp"
#include "pull/puller.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <thread>

using namespace acumage;
using namespace acumage::tests;
using namespace std::chrono_literals;

namespace {

pull::erp_link_options reached(const sim::erp& erp, const std::filesystem::path& file) {
  const sim::options is;
  pull::erp_link_options how;
  auto& to = how.connection;
  to.url = erp.url();
  to.tenant = is.tenant;
  to.client_id = is.client_id;
  to.client_secret = is.client_secret;
  to.username = is.user;
  to.password = is.password;
  to.requests_per_minute = 1'000'000;
  to.session_file = file;
  how.page_size = 50;
  how.inquiries.at(index_of(entity::pricing)) = {
      "Acumage Price", {"InventoryID"}, "LastModifiedOn", {}, erp::inquiry::gi};
  return how;
}

struct bench {
  explicit bench(const sim::options& setup = {}) : erp{setup} { REQUIRE(erp.start()); }

  temp_dir folder;
  sim::erp erp;
  pull_rig rig;
  erp::sign_in auth = erp::sign_in::oauth;
  std::chrono::seconds delta_every{0};
  std::atomic<std::int64_t> now_us{1'755'000'000'000'000};
  std::unique_ptr<pull::puller> jobs;

  std::filesystem::path file() const { return folder / "session"; }
  void start() {
    auto with = rig.neighbours();
    with.now_us = [this] { return now_us.load(); };
    jobs = std::make_unique<pull::puller>(
        pull::puller_options{rig.how, {.delta_every = delta_every, .sweep_at = {}}},
        std::move(with),
        [this] {
          auto how = reached(erp, file());
          how.connection.auth = auth;
          return pull::link_to_erp(how);
        },
        [](const auto&) {});
  }
  std::string order(pull_scope scope) {
    pull_job job;
    job.scope = scope;
    const auto done = jobs->order(job);
    REQUIRE(done.ok());
    return done->id;
  }
  bool signed_out() const {
    return erp.wait_for([this](const auto&) { return erp.sessions().open == 0; }, 10s);
  }
};

}  // namespace

TEST_CASE(
    "pull session: one that a killed process left is ended by the next start, without a job") {
  bench at;
  {
    auto how = reached(at.erp, at.file()).connection;
    erp::client killed{how};
    REQUIRE(killed.get("/t/Northwind/api/odata/gi/Acumage%20Price?$top=1"));
    REQUIRE(at.erp.sessions().open == 1);
  }
  REQUIRE(std::filesystem::exists(at.file()));
  at.start();
  CHECK(at.erp.wait_for([](const auto& seen) { return seen.of("logout") == 1; }));
  CHECK(at.signed_out());
  at.jobs.reset();
  CHECK(!std::filesystem::exists(at.file()));
  CHECK(at.erp.sessions().sign_ins == 1);
}

TEST_CASE("pull session: without a job there is no request at all") {
  bench at;
  at.start();
  at.jobs.reset();
  CHECK(at.erp.count().all == 0);
}

TEST_CASE(
    "pull session: deltas by schedule cost their requests and one session each, and nothing "
    "between") {
  bench at;
  at.delta_every = 300s;
  at.erp.load({.items = 60});
  at.start();
  REQUIRE(at.jobs->wait(at.order(pull_scope::all), 20s)->state == pull_state::done);
  REQUIRE(at.signed_out());
  const auto rest = [&] {  // longer than the puller looks for jobs that are due
    const auto before = at.erp.count().all;
    CHECK(!at.erp.wait_for([&](const auto& seen) { return seen.all > before; }, 2'500ms));
    return before;
  };
  auto requests = rest();
  std::uint64_t first = 0;
  for (int deltas = 1; deltas <= 3; ++deltas) {
    at.now_us += 299'000'000;
    CHECK(rest() == requests);
    at.now_us += 2'000'000;
    const auto sessions = static_cast<std::uint64_t>(deltas + 1);
    REQUIRE(
        at.erp.wait_for([&](const auto&) { return at.erp.sessions().sign_outs == sessions; }, 20s));
    const auto now = rest();
    if (deltas == 1) first = now - requests;
    CHECK(now - requests == first);
    requests = now;
    CHECK(at.erp.sessions().sign_ins == sessions);
    CHECK(at.erp.sessions().open == 0);
    CHECK(at.jobs->jobs().size() == sessions);
    CHECK(at.jobs->jobs().back().state == pull_state::done);
  }
}

TEST_CASE("pull session: the end of the node in the middle of a page signs out") {
  bench at;
  at.erp.load({.items = 200});
  auto slow = fault_of(sim::trouble::queue_delay, 30'000, "gi Acumage Price");
  slow.skip = 3;  // the requests that probe, and a page
  at.erp.inject(slow);
  at.start();
  const auto id = at.order(pull_scope::all);
  REQUIRE(at.erp.wait_for([](const auto& seen) { return seen.of("gi Acumage Price") == 4; }));
  REQUIRE(at.erp.sessions().open == 1);
  const auto began = std::chrono::steady_clock::now();
  at.jobs->stop();
  CHECK(std::chrono::steady_clock::now() - began < 5s);
  CHECK(at.erp.sessions().open == 0);
  at.jobs.reset();
  at.erp.clear_faults();
  at.start();
  CHECK(at.jobs->wait(id, 20s)->state == pull_state::done);
  CHECK(at.signed_out());
  const auto seen = at.erp.sessions();
  CHECK(seen.sign_ins == seen.sign_outs);
}

TEST_CASE("pull session: a cancelled job signs out, in the middle of a page, too") {
  bench at;
  at.erp.load({.items = 200});
  at.erp.inject(fault_of(sim::trouble::queue_delay, 30'000, "gi Acumage Price"));
  at.start();
  const auto id = at.order(pull_scope::all);
  REQUIRE(at.erp.wait_for([](const auto& seen) { return seen.of("gi Acumage Price") == 1; }));
  REQUIRE(at.jobs->cancel(id).ok());
  CHECK(at.jobs->wait(id, 20s)->state == pull_state::cancelled);
  CHECK(at.signed_out());
}

TEST_CASE("pull session: a token that ends midway is replaced, and both sessions end") {
  sim::options setup;
  setup.token_life = 3s;  // long enough for one page on a busy machine
  bench at{setup};
  at.erp.load({.items = 400});
  at.erp.inject(fault_of(sim::trouble::queue_delay, 300, "gi Acumage Price"));
  at.start();
  const auto done = at.jobs->wait(at.order(pull_scope::all), 30s);
  CHECK(done->state == pull_state::done);
  CHECK(done->rows == 400);
  at.jobs.reset();
  CHECK(at.signed_out());
  const auto seen = at.erp.sessions();
  CHECK(seen.tokens > 1);
  CHECK(at.erp.count().of("logout") == seen.tokens);
}

TEST_CASE("pull session: with a password, inquiries are read by HTTP Basic, which takes no seat") {
  bench at;
  at.auth = erp::sign_in::password;
  at.erp.load({.items = 200});
  at.start();
  const auto done = at.jobs->wait(at.order(pull_scope::all), 20s);
  CHECK(done->state == pull_state::done);
  CHECK(done->rows == 200);
  CHECK(at.erp.sessions().sign_ins == 0);
  CHECK(at.erp.count().of("login") == 0);
}

TEST_CASE("pull session: the silent delay of a busy licence costs time, and nothing else") {
  sim::options setup;
  setup.licence.per_minute = 6;
  setup.licence.wait_scale = 0.002;
  bench at{setup};
  at.erp.load({.items = 400});
  at.start();
  const auto done = at.jobs->wait(at.order(pull_scope::all), 30s);
  CHECK(done->state == pull_state::done);
  CHECK(done->rows == 400);
  CHECK(at.erp.queue().delayed > 0ms);
}
