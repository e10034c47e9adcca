// Each fault of the ERP, and what the operator then sees in GET /resync: state, sub-state and words (PULL.md 7.7, 8).
#include "erp/client.hpp"
#include "linked.hpp"

#include <doctest/doctest.h>

#include <string_view>

using namespace acumage;
using namespace acumage::tests;
using namespace std::chrono_literals;
using sim::trouble;

namespace {

constexpr int rows = 25;  // three pages

void fill(linked& at) {
  for (int i = 0; i < rows; ++i)
    at.write("SKU-" + std::to_string(100 + i), std::to_string(i + 1) + ".5");
}

void check_words(const pull_job& job, const std::vector<std::string>& words) {
  CAPTURE(job.error);
  for (const auto& each : words) {
    CAPTURE(each);
    CHECK(job.error.find(each) != std::string::npos);
  }
}

struct told {
  std::string name;
  sim::fault fault;
  std::vector<std::string> words;  ///< of the error
  std::string_view wait = {};      ///< the sub-state of one that goes on
  std::function<void(pull::erp_link_options&)> adapt = {};
};

const std::string price = "gi Acumage Price";

void hurry(pull::erp_link_options& how) { how.connection.read_timeout = 300ms; }

}  // namespace

TEST_CASE("pull fault: what may pass is waited out, shown, and costs no row") {
  const std::vector<told> all{
      {"seats used", fault_of(trouble::seats_used, 2), {"API Login Limit", "SM201010"}, "no_seat"},
      {"seats used, as 500", fault_of(trouble::seats_used, 2), {"API Login Limit"}, "no_seat"},
      {"429 to the sign-in",
       fault_of(trouble::declined, 0, "token"),
       {"429", "SM604000"},
       "no_seat"},
      {"429", fault_of(trouble::declined, 0, price), {"429", "requests_per_minute"}, "throttled"},
      {"time-out",
       fault_of(trouble::queue_delay, 700, price),
       {"Acumage Price"},
       "erp_down",
       hurry},
      {"502", fault_of(trouble::gateway, 502, price), {"502"}, "erp_down"},
      {"503", fault_of(trouble::gateway, 503, price), {"503"}, "erp_down"},
      {"504", fault_of(trouble::gateway, 504, price), {"504"}, "erp_down"},
      {"502 to the sign-in", fault_of(trouble::gateway, 502, "token"), {"502"}, "erp_down"},
      {"reset", fault_of(trouble::reset, 0, price), {"Acumage Price"}, "erp_down"},
      {"cut JSON", fault_of(trouble::garbled, 0, price), {"no complete JSON"}, "erp_down"},
      {"cut body", fault_of(trouble::cut_body, 0, price), {"Acumage Price"}, "erp_down"},
      {"page of the sign-in", fault_of(trouble::login_page, 0, price), {"web page"}, "erp_down"},
      {"metadata cut", fault_of(trouble::garbled, 0, "metadata"), {"$metadata"}, "erp_down"}};
  for (const auto& each : all) {
    CAPTURE(each.name);
    for (const bool later : {false, true}) {  // in the middle of the run, too
      CAPTURE(later);
      linked at{{}, each.adapt};
      fill(at);
      auto fault = each.fault;
      if (later && fault.where != price) continue;
      if (later) fault.skip = 2;
      if (each.name == "seats used, as 500") at.erp.inject(fault_of(trouble::login_limit_as_500));
      at.erp.inject(fault);
      const auto waits = at.run(pull_scope::all);
      CHECK(!waits.over());
      CHECK(to_string(waits.wait) == each.wait);
      check_words(waits, each.words);
      CHECK(at.rest() >= (each.wait == "no_seat" ? 60s : 5s));
      CHECK(at.rest() <= 120s);
      // Each further failure waits longer.
      const auto first = at.rest();
      CHECK(!at.go_on().over());
      CHECK(at.rest() > first);
      at.erp.clear_faults();
      auto done = at.go_on();  // the last delayed request may still occupy the session
      for (int i = 0; i < 20 && !done.over(); ++i) done = at.go_on();
      CHECK(done.state == pull_state::done);
      CHECK(done.rows == rows);
      CHECK(done.error.empty());
      CHECK(at.known() == at.truth());
      for (const auto& [key, times] : at.accepted()) CHECK(times == 1);
      at.session->sign_out();
      CHECK(at.erp.sessions().open == 0);
    }
  }
}

TEST_CASE(
    "pull fault: a page that drips is given up after the read time-out, and asked for again") {
  linked at{{}, [](auto& how) {
              hurry(how);
              how.page_size = 200;
            }};
  at.erp.load({.items = 400});
  at.erp.inject(fault_of(trouble::slow_body, 1'000, price));
  const auto waits = at.run(pull_scope::all);
  CHECK(to_string(waits.wait) == "erp_down");
  check_words(waits, {"Acumage Price"});
  at.erp.clear_faults();
  auto done = at.go_on();
  for (int i = 0; i < 20 && !done.over(); ++i) done = at.go_on();
  CHECK(done.state == pull_state::done);
  CHECK(at.known() == at.truth());
}

TEST_CASE("pull fault: what lasts for an hour fails the job, and the mark stays") {
  for (const auto& fault :
       {fault_of(trouble::gateway, 502, price), fault_of(trouble::declined, 0, price),
        fault_of(trouble::login_page, 0, price)}) {
    CAPTURE(to_string(fault.what));
    linked at;
    fill(at);
    auto later = fault;
    later.skip = 3;
    at.erp.inject(later);
    CHECK(!at.run(pull_scope::all).over());
    at.rig.now_us += 3'599'000'000;
    CHECK(!at.go_on().over());
    at.rig.now_us += 1'000'000;
    const auto failed = at.go_on();
    CHECK(failed.state == pull_state::failed);
    CHECK(failed.rows > 0);
    check_words(failed, {"the same for 60 minutes"});
    CHECK(at.rig.ledger().pull_mark_of(entity::pricing).until == 0);
  }
}

TEST_CASE("pull fault: no free session is waited for as long as it takes") {
  linked at;
  fill(at);
  at.erp.inject(fault_of(trouble::seats_used, 2));
  auto job = at.run(pull_scope::all);
  for (int hours = 0; hours < 24; ++hours) {
    at.rig.now_us += 3'600'000'000;
    job = at.go_on();
    REQUIRE(!job.over());
  }
  CHECK(at.rest() <= 15min);
  CHECK(to_string(job.wait) == "no_seat");
  at.erp.clear_faults();
  CHECK(at.go_on().state == pull_state::done);
}

TEST_CASE("pull fault: what another try would not mend fails at once, and says what to do") {
  const auto named = [](std::string name) {
    return [name](pull::erp_link_options& how) {
      how.inquiries.at(index_of(entity::pricing)).name = name;
    };
  };
  auto lacks = fault_of(trouble::missing_column);
  lacks.field = "LastModifiedOn";
  auto formula = fault_of(trouble::formula_column);
  formula.field = "InventoryID";
  const auto wrong_password = [](pull::erp_link_options& how) {
    how.connection.password = "wrong-password";
  };
  const auto basic = [](pull::erp_link_options& how) {
    how.connection.auth = erp::sign_in::password;
    how.connection.password = "wrong-password";
  };
  const auto cookie_tenant = [](pull::erp_link_options& how) {
    how.connection.auth = erp::sign_in::password;
    how.connection.tenant = "Southwind";
  };
  const std::vector<told> all{
      {"invalid_grant", {}, {"400", "invalid_grant", "username, password"}, {}, wrong_password},
      {"invalid_client",
       {},
       {"400", "invalid_client"},
       {},
       [](auto& how) { how.connection.client_secret = "wrong-secret"; }},
      {"Basic refused", {}, {"sign-in does not hold", "password"}, {}, basic},
      {"client of another tenant",
       {},
       {"client_id", "@Southwind"},
       {},
       [](auto& how) { how.connection.tenant = "Southwind"; }},
      {"unknown tenant", {}, {"404", "tenant"}, {}, cookie_tenant},
      {"landed on another tenant",
       fault_of(trouble::other_tenant),
       {"tenant \"Company\"", "Northwind"}},
      {"401 again and again", fault_of(trouble::session_dies, 0, price), {"does not hold"}},
      {"token gone again and again", fault_of(trouble::token_expires, 0, price), {"does not hold"}},
      {"403",
       fault_of(trouble::forbidden, 0, price),
       {"403", "insufficient rights", "Acumage Price", "SM201025"}},
      {"200 without a body",
       fault_of(trouble::no_body, 0, price),
       {"200 without a body", "Acumage Price"}},
      {"a key that is a formula", formula, {"200 without a body", "Acumage Price"}},
      {"unknown column", lacks, {"LastModifiedOn", "Acumage Price"}},
      {"unknown inquiry",
       {},
       {"\"Acumage Prize\": not exposed", "Acumage Price", "Expose via OData"},
       {},
       named("Acumage Prize")},
      {"order ignored",
       fault_of(trouble::order_ignored, 0, price),
       {"Acumage Price", "cannot be resumed"}},
      {"no Date", fault_of(trouble::no_date), {"erp clock unknown", "Date"}},
      {"clock ahead", fault_of(trouble::clock_skew, 660'000), {"erp clock off by 6", "NTP"}},
      {"clock behind", fault_of(trouble::clock_skew, -660'000), {"erp clock off by -6", "NTP"}}};
  for (const auto& each : all) {
    CAPTURE(each.name);
    linked at{{}, each.adapt};
    fill(at);
    // An unarmed fault stands for a setting that is wrong.
    if (!each.adapt) at.erp.inject(each.fault);
    const auto failed = at.run(pull_scope::all);
    CHECK(failed.state == pull_state::failed);
    CHECK(to_string(failed.wait).empty());
    check_words(failed, each.words);
    CHECK(at.rig.ledger().figures().unsettled == 0);
    CHECK(at.rig.ledger().pull_mark_of(entity::pricing).until == 0);
    at.session->sign_out();
    CHECK(at.erp.sessions().open == 0);
  }
}

TEST_CASE("pull fault: a refused sign-in is sent once, whatever is ordered afterwards") {
  for (const int status : {400, 401}) {
    sim::options setup;
    setup.wrong_password_status = status;
    linked at{setup, [](auto& how) { how.connection.password = "wrong-password"; }};
    for (int i = 0; i < 4; ++i) CHECK(at.run(pull_scope::all).state == pull_state::failed);
    CHECK(at.erp.sessions().wrong_passwords == 1);
    CHECK(at.erp.count().all == 1);
  }
}

TEST_CASE("pull fault: a session that ends midway is opened once more, and no row is lost") {
  for (const auto what : {trouble::session_dies, trouble::token_expires}) {
    CAPTURE(to_string(what));
    linked at;
    fill(at);
    auto once = fault_of(what, 0, price);
    once.skip = 2;
    once.count = 1;
    at.erp.inject(once);
    const auto done = at.run(pull_scope::all);
    CHECK(done.state == pull_state::done);
    CHECK(done.rows == rows);
    CHECK(at.erp.sessions().tokens == 2);
    at.session->sign_out();
    CHECK(at.erp.sessions().open == 0);
  }
}

TEST_CASE("pull fault: a sign-in that throws out ours is met once, then it is told") {
  linked at;
  fill(at);
  REQUIRE(at.run(pull_scope::all).state == pull_state::done);
  at.erp.end_sessions();  // as a restart of the site does
  CHECK(at.run(pull_scope::all).state == pull_state::done);
  at.session->sign_out();
  CHECK(at.erp.sessions().open == 0);
}

TEST_CASE("pull fault: a row without a key is a dead letter, and the run goes on") {
  linked at;
  fill(at);
  auto once = fault_of(trouble::keyless_row, 0, price);
  once.skip = 2;  // the requests that probe
  once.count = 1;
  at.erp.inject(once);
  const auto done = at.run(pull_scope::all);
  CHECK(done.state == pull_state::done);
  std::size_t keyless = 0;
  for (const auto& each : at.rig.accepted)
    for (const auto& parcel : each.parcels)
      for (const auto& row : parcel.changes)
        if (row.key.empty()) {
          CHECK(!parcel.fingerprint.empty());
          ++keyless;
        }
  CHECK(keyless == 1);
  CHECK(done.rows == rows);
  auto known = at.known();
  known.erase("");
  CHECK(known.size() == rows - 1);  // all but the one that lost its key
}

TEST_CASE("pull fault: an inquiry that turned empty is not believed") {
  for (const auto what : {trouble::silent_empty, trouble::needs_parameters})
    for (const auto scope : {pull_scope::all, pull_scope::delta}) {
      CAPTURE(to_string(what));
      linked at;
      fill(at);
      REQUIRE(at.run(pull_scope::all).state == pull_state::done);
      known_document known;
      known.key = "SKU-100";
      known.lay("default_price", "1", {1, 1});
      REQUIRE(at.rig.ledger()
                  .keep_documents(entity::pricing, {.documents = {&known}, .at_us = 1})
                  .ok());
      const auto mark = at.rig.ledger().pull_mark_of(entity::pricing).until;
      at.erp.inject(fault_of(what, 0, price));
      const auto failed = at.run(scope);
      CHECK(failed.state == pull_state::failed);
      check_words(failed, {"\"Acumage Price\": 0 rows where 1 are remembered", "--accept-empty"});
      CHECK(at.rig.ledger().pull_mark_of(entity::pricing).until == mark);
      auto job = at.rig.job(scope);
      job.accept_empty = true;
      CHECK(at.run(job).state == pull_state::done);
    }
}

TEST_CASE("pull fault: an answer that is too large is asked for in smaller pages") {
  CHECK(erp::options{}.max_body == 64U << 20U);
  const auto small = [](auto& how) {
    how.connection.max_body = 100'000;
    how.page_size = 200;
  };
  linked at{{}, small};
  at.erp.load({.items = 400});
  at.erp.inject(fault_of(trouble::huge_rows, 1'500, price));
  const auto done = at.run(pull_scope::all);
  CHECK(done.state == pull_state::done);
  CHECK(done.rows == 400);
  CHECK(at.known() == at.truth());

  linked never{{}, small};
  never.erp.load({.items = 400});
  never.erp.inject(fault_of(trouble::huge_rows, 3'000, price));
  const auto failed = never.run(pull_scope::all);
  CHECK(failed.state == pull_state::failed);
  check_words(failed, {"Acumage Price", "50 rows"});
}

TEST_CASE("pull fault: more rows than acumatica.max_rows fail the run, and the mark stays") {
  linked at;
  fill(at);
  at.rig.how.max_rows = 20;
  const auto failed = at.run(pull_scope::all);
  CHECK(failed.state == pull_state::failed);
  check_words(failed, {"max_rows = 20", "Acumage Price"});
  CHECK(at.rig.ledger().pull_mark_of(entity::pricing).until == 0);
}

TEST_CASE("pull fault: a clock that is off by minutes is used, not ignored") {
  for (const std::int64_t ahead_s : {-500, 500}) {
    linked at;
    fill(at);
    at.step(std::chrono::seconds{ahead_s});
    at.write("SKU-100", "77");
    REQUIRE(at.run(pull_scope::all).state == pull_state::done);
    const auto told =
        static_cast<std::int64_t>(at.rig.ledger().pull_mark_of(entity::pricing).until);
    const auto is = sim::ticks_of(at.erp.clock().now());
    CHECK(told <= is);
    CHECK(is - told < 60 * static_cast<std::int64_t>(second_ticks));
  }
}

namespace {

/// With the cookie sign-in of the REST API.
erp::options by_cookie(const sim::erp& from) {
  const sim::options is;
  erp::options how;
  how.url = from.url();
  how.tenant = is.tenant;
  how.auth = erp::sign_in::password;
  how.username = is.user;
  how.password = is.password;
  return how;
}

}  // namespace

TEST_CASE("pull fault: a query that Acumatica cannot optimize names its field") {
  linked at;
  fill(at);
  at.erp.inject(fault_of(trouble::cannot_optimize, 0, "entity StockItem"));
  erp::client way{by_cookie(at.erp)};
  const auto told = way.get("/entity/Default/25.200.001/StockItem?$top=1");
  REQUIRE(!told);
  CHECK(told.problem().kind == erp::trouble::configuration);
  CHECK(told.problem().message.find("LastModified") != std::string::npos);
  CHECK(told.problem().message.find("StockItem") != std::string::npos);
  CHECK(way.sign_out());
  CHECK(at.erp.sessions().open == 0);
}

TEST_CASE("pull fault: a cookie sign-in that fails is told by what follows from it") {
  linked at;
  const auto told = [&](const std::function<void(erp::options&)>& adapt) {
    auto how = by_cookie(at.erp);
    adapt(how);
    erp::client way{how};
    const auto opened = way.open(erp::client::reach::all);
    REQUIRE(!opened);
    return opened.problem();
  };
  const auto refused = told([](auto& how) { how.password = "wrong-password"; });
  CHECK(refused.kind == erp::trouble::sign_in_refused);
  const auto tenant = told([](auto& how) { how.tenant = "Southwind"; });
  CHECK(tenant.kind == erp::trouble::configuration);
  CHECK(tenant.remedy.find("acumatica.tenant") != std::string::npos);
  at.erp.inject(fault_of(trouble::seats_used, 2));
  const auto seat = told([](auto&) {});
  CHECK(seat.kind == erp::trouble::no_seat);
  CHECK(seat.message.find("API Login Limit") != std::string::npos);
}
