// What makes a reading lose rows elsewhere: ties, moving rows, late commits, zones, odd keys (PULL.md 5, 7.2).
#include "linked.hpp"

#include <doctest/doctest.h>

#include <atomic>

using namespace acumage;
using namespace acumage::tests;
using namespace std::chrono_literals;
using sim::trouble;

namespace {

sim::moment at_utc(std::string_view text) { return sim::parse_iso(text)->at; }

/// A complete run, so that deltas have a beginning.
void begin(linked& at) {
  REQUIRE(at.run(pull_scope::all).state == pull_state::done);
  at.rig.work_off();
  at.rig.accepted.clear();
}

/// Beyond lag and overlap, so that only what changes from here on belongs to the next delta.
void let_pass(linked& at) {
  at.rig.how.lag = 60s;
  at.rig.how.overlap = 60s;
  at.step(130s);
}

}  // namespace

TEST_CASE("pull reading: 10,000 rows of one second, none lost, none twice") {
  const auto large = [](auto& how) { how.page_size = 500; };
  linked at{{}, large};
  at.step(-400s);
  at.erp.load({.items = 10'000});
  begin(at);
  let_pass(at);
  at.erp.stamp_rows(sim::entity::item, 10'000, at.erp.clock().now());
  at.step(2s);
  const auto done = at.run(pull_scope::delta);
  CHECK(done.state == pull_state::done);
  CHECK(done.rows == 10'000);
  CHECK(done.unchanged == 10'000);
}

TEST_CASE("pull reading: rows that change or vanish between the pages cost no other") {
  for (const auto what : {trouble::row_changes, trouble::row_vanishes}) {
    CAPTURE(sim::to_string(what));
    linked at;
    at.step(-400s);
    at.erp.load({.items = 95});
    at.erp.inject(fault_of(what, 0, "gi Acumage Price"));
    const auto done = at.run(pull_scope::all);
    CHECK(done.state == pull_state::done);
    at.erp.clear_faults();
    const auto known = at.known();
    for (const auto& [sku, price] : at.truth()) {
      CAPTURE(sku);
      REQUIRE(known.count(sku) == 1);
      CHECK(known.at(sku) == price);
    }
    for (const auto& [key, times] : at.accepted()) CHECK(times == 1);
  }
}

TEST_CASE("pull reading: a row that leaves the window of a delta belongs to the next") {
  linked at;
  at.step(-400s);
  at.erp.load({.items = 60});
  begin(at);
  let_pass(at);
  for (int i = 1; i <= 60; ++i) at.write(sim::item_number(static_cast<std::size_t>(i)), "900");
  at.step(2s);
  // Whatever lies behind a page is written again before the next is asked for.
  at.erp.inject(fault_of(trouble::row_changes, 0, "gi Acumage Price"));
  CHECK(at.run(pull_scope::delta).state == pull_state::done);
  at.erp.clear_faults();
  CHECK(at.known() != at.truth());
  at.step(130s);
  CHECK(at.run(pull_scope::delta).state == pull_state::done);
  CHECK(at.known() == at.truth());
}

TEST_CASE("pull reading: pages that the inquiry cuts are not taken for the end") {
  linked at;
  at.erp.load({.items = 43});
  for (const std::int64_t most : {2, 7}) {
    at.erp.clear_faults();
    at.erp.inject(fault_of(trouble::page_cut, most, "gi Acumage Price"));
    const auto done = at.run(pull_scope::all);
    CHECK(done.state == pull_state::done);
    CHECK(done.rows == 43);
    CHECK(at.known() == at.truth());
  }
}

TEST_CASE("pull reading: a commit within the overlap is found, one beyond it is not") {
  for (const bool beyond : {false, true}) {
    linked at;
    at.step(-500s);
    at.erp.load({.items = 5});
    begin(at);
    let_pass(at);
    at.write(sim::item_number(3), "900", {.commit_delay = beyond ? 200s : 50s});
    for (int deltas = 0; deltas < 3; ++deltas) {
      at.step(beyond ? 100s : 40s);
      REQUIRE(at.run(pull_scope::delta).state == pull_state::done);
      at.rig.work_off();
    }
    at.step(130s);
    REQUIRE(at.run(pull_scope::delta).state == pull_state::done);
    CHECK((at.known() == at.truth()) == !beyond);
    // What no delta can find, a sweep does.
    REQUIRE(at.run(pull_scope::all).state == pull_state::done);
    CHECK(at.known() == at.truth());
  }
}

TEST_CASE("pull reading: keys with every awkward character are read, resumed at, and asked for") {
  const std::vector<std::string> odd{"A'B",   "A/B", "A+B",  "A%B",    "A%2FB", "A&B",  "A#B",
                                     "A?B=C", "A B", "Ä-ÖÜ", "日本-1", "A\"B",  "A\\B", "A@B"};
  for (const auto protocol : {erp::odata::v4, erp::odata::v3}) {
    linked at{{}, [&](auto& how) {
                how.page_size = 2;  // so that each of them is resumed at
                how.connection.protocol = protocol;
                how.connection.time_zone = "Europe/Berlin";
              }};
    double price = 0;
    for (const auto& key : odd) at.write(key, std::to_string(++price));
    CHECK(at.run(pull_scope::all).rows == odd.size());
    CHECK(at.known() == at.truth());
    for (const auto& key : odd) {
      CAPTURE(key);
      at.write(key, std::to_string(++price));
      auto job = at.rig.job(pull_scope::keys);
      job.keys = {key};
      at.step(1s);
      const auto done = at.run(job);
      CHECK(done.state == pull_state::done);
      CHECK(done.rows == 1);
    }
    auto none = at.rig.job(pull_scope::keys);
    none.keys = {"A''B", "NOPE"};
    CHECK(at.run(none).rows == 0);
  }
}

TEST_CASE("pull reading: padded keys are the keys") {
  linked at;
  at.erp.load({.items = 23});
  at.erp.inject(fault_of(trouble::padded_keys, 30, "gi Acumage Price"));
  const auto done = at.run(pull_scope::all);
  CHECK(done.state == pull_state::done);
  CHECK(done.rows == 23);
  CHECK(at.known() == at.truth());
}

TEST_CASE("pull reading: decimals as text, in v3 and wherever else") {
  const auto old = [](auto& how) {
    how.connection.protocol = erp::odata::v3;
    how.connection.time_zone = "Europe/Berlin";
  };
  linked at{{}, old};
  at.erp.load({.items = 23});
  CHECK(at.run(pull_scope::all).rows == 23);
  CHECK(at.known() == at.truth());
  linked odd;
  odd.erp.load({.items = 23});
  odd.erp.inject(fault_of(trouble::decimals_as_text));
  CHECK(odd.run(pull_scope::all).rows == 23);
  CHECK(odd.known() == odd.truth());
}

TEST_CASE("pull reading: a delta finds its rows however the times are written") {
  struct notation {
    std::string name;
    std::optional<trouble> as;
    erp::odata protocol = erp::odata::v4;
  };
  const std::vector<notation> all{{"in UTC", {}},
                                  {"with an offset", trouble::time_with_offset},
                                  {"without a zone", trouble::time_bare},
                                  {"local, with Z", trouble::time_local_as_utc},
                                  {"v3", {}, erp::odata::v3},
                                  {"v3 with an offset", trouble::time_with_offset, erp::odata::v3}};
  for (const auto& each : all) {
    CAPTURE(each.name);
    linked at{{}, [&](auto& how) {
                how.connection.protocol = each.protocol;
                how.connection.time_zone = "Europe/Berlin";
              }};
    at.step(-400s);
    at.erp.load({.items = 12});
    at.step(130s);
    if (each.as) at.erp.inject(fault_of(*each.as));
    begin(at);
    let_pass(at);
    at.write(sim::item_number(7), "901");
    at.step(2s);
    const auto done = at.run(pull_scope::delta);
    CAPTURE(done.error);
    CHECK(done.state == pull_state::done);
    CHECK(done.rows == 1);
    CHECK(at.known() == at.truth());
  }
}

TEST_CASE("pull reading: the night in which an hour comes twice loses nothing") {
  struct notation {
    std::string name;
    std::optional<trouble> as;
    erp::odata protocol = erp::odata::v4;
  };
  const std::vector<notation> all{
      {"in UTC", {}}, {"with an offset", trouble::time_with_offset}, {"v3", {}, erp::odata::v3}};
  for (const auto& each : all) {
    CAPTURE(each.name);
    std::atomic<sim::moment> clock = at_utc("2025-10-26T00:10:00Z");  // 02:10, the first time
    linked at{
        {}, [&](auto& how) {
          how.connection.protocol = each.protocol;
          how.connection.time_zone = "Europe/Berlin";
          how.connection.now = [&] {
            return std::chrono::time_point_cast<std::chrono::system_clock::duration>(clock.load());
          };
        }};
    const auto set = [&](std::string_view time) {
      clock = at_utc(time);
      at.erp.clock().set(clock);
    };
    at.erp.clock().freeze();
    set("2025-10-26T00:10:00Z");
    if (each.as) at.erp.inject(fault_of(*each.as));
    at.rig.how.lag = 60s;
    at.rig.how.overlap = 60s;
    at.erp.load({.items = 12});
    begin(at);
    for (const std::string_view time :
         {"2025-10-26T00:20:00Z", "2025-10-26T00:50:00Z", "2025-10-26T01:05:00Z",
          "2025-10-26T01:20:00Z", "2025-10-26T01:59:00Z", "2025-10-26T02:20:00Z"}) {
      CAPTURE(time);
      at.session->sign_out();
      set(time);
      at.write(sim::item_number(7), std::to_string(900 + time.size() + at.rig.accepted.size()));
      at.step(150s);
      clock = at.erp.clock().now();
      const auto done = at.run(pull_scope::delta);
      CAPTURE(done.error);
      CHECK(done.state == pull_state::done);
      CHECK(at.known() == at.truth());
    }
  }
}

TEST_CASE("pull reading: the row that the zone is found out by may change, or vanish, meanwhile") {
  for (const bool vanishes : {false, true})
    for (const auto scope : {pull_scope::all, pull_scope::delta}) {
      CAPTURE(vanishes);
      linked* rig = nullptr;
      int pages = -1;  // -1: not yet
      sim::options setup;
      setup.after_page = [&](std::string_view, std::size_t) {
        if (pages < 0 || pages++ > 0) return;
        const auto sku = sim::item_number(vanishes && scope == pull_scope::all ? 3 : 1);
        if (vanishes)
          REQUIRE(rig->erp.remove(sim::entity::item, {{"InventoryID", sku}}));
        else
          rig->write(sku, "950");
      };
      linked at{setup};
      rig = &at;
      at.step(-400s);
      at.erp.load({.items = 12});
      at.step(130s);
      begin(at);
      let_pass(at);
      at.write(sim::item_number(7), "901");
      at.step(2s);
      pages = 0;
      const auto done = at.run(scope);
      CAPTURE(done.error);
      CHECK(done.state == pull_state::done);
      CHECK(pages > 1);
      CHECK(at.known().at(sim::item_number(7)) == 901);
    }
}

TEST_CASE("pull reading: what came without a push is counted, wherever the ERP's users live") {
  struct place {
    std::string zone;
    sim::time_zone of;
    erp::odata protocol;
    std::optional<trouble> as;
  };
  const sim::time_zone berlin{60min, true};
  const sim::time_zone new_york{-300min, false};
  for (const auto& each :
       std::vector<place>{{"Europe/Berlin", berlin, erp::odata::v4, {}},
                          {"Europe/Berlin", berlin, erp::odata::v4, trouble::time_bare},
                          {"Europe/Berlin", berlin, erp::odata::v4, trouble::time_local_as_utc},
                          {"Europe/Berlin", berlin, erp::odata::v3, {}},
                          {"-05:00", new_york, erp::odata::v4, trouble::time_bare},
                          {"-05:00", new_york, erp::odata::v3, {}}}) {
    CAPTURE(each.zone);
    CAPTURE(each.as.has_value());
    sim::options setup;
    setup.zone = each.of;
    linked at{setup, [&](auto& how) {
                how.connection.protocol = each.protocol;
                how.connection.time_zone = each.zone;
              }};
    at.step(-500s);
    at.erp.load({.items = 12});
    if (each.as) at.erp.inject(fault_of(*each.as));
    at.step(130s);
    begin(at);
    let_pass(at);
    at.write(sim::item_number(7), "901");  // its push may be on its way
    at.step(2s);
    CHECK(at.run(pull_scope::delta).missed == 0);
    at.rig.work_off();
    at.write(sim::item_number(8), "902");
    at.step(70s);
    const auto done = at.run(pull_scope::delta);
    CHECK(done.fresh == 1);
    CHECK(done.missed == 1);
  }
}
