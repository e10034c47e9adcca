// One job: what it puts into the journal, what it only counts, where it goes on, and how it ends.
#include "model.hpp"

#include <doctest/doctest.h>

using namespace acumage;
using namespace acumage::tests;
using namespace std::chrono_literals;

namespace {

void fill(pull_rig& rig, int skus) {
  for (int i = 0; i < skus; ++i)
    rig.erp.write("SKU-" + std::to_string(100 + i), std::to_string(i + 1));
  rig.erp.now += second_ticks;
}

}  // namespace

TEST_CASE("pull: a full run puts every row into the journal and moves the mark") {
  pull_rig rig;
  fill(rig, 10);
  const auto done = rig.finish(rig.job(pull_scope::all));
  CHECK(done.state == pull_state::done);
  CHECK(done.rows == 10);
  CHECK(done.fresh == 10);
  CHECK(done.pages == 4);
  CHECK(done.requests == 5);
  CHECK(done.examples.size() == 10);
  rig.work_off();
  CHECK(rig.lane.memory.size() == 10);
  CHECK(rig.ledger().pull_mark_of(entity::pricing).until == rig.erp.now);
  CHECK(rig.ledger().pull_mark_of(entity::pricing).rows == 10);
}

TEST_CASE("pull: an unchanged row costs no entry, but moves the version") {
  pull_rig rig;
  fill(rig, 3);
  rig.finish(rig.job(pull_scope::all));
  rig.work_off();
  rig.erp.now += 3'600 * second_ticks;
  const auto done = rig.finish(rig.job(pull_scope::all));
  CHECK(done.unchanged == 3);
  CHECK(done.fresh == 0);
  CHECK(rig.ledger().figures().unsettled == 0);
  // A push from before the reading that comes late, with an old value, no longer counts.
  rig.push("SKU-100", "77", rig.erp.now - 1'800 * second_ticks);
  rig.work_off();
  CHECK(rig.lane.memory.at("SKU-100").value == "1");
  // One from after the reading, less the lag, does.
  rig.push("SKU-100", "78", rig.erp.now - 500 * second_ticks);
  rig.work_off();
  CHECK(rig.lane.memory.at("SKU-100").value == "78");
}

TEST_CASE("pull: a row that was pushed within the lag keeps its push") {
  pull_rig rig;
  fill(rig, 1);
  rig.push("SKU-100", "55", rig.erp.now - 100 * second_ticks);
  rig.work_off();
  const auto done = rig.finish(rig.job(pull_scope::all));
  CHECK(done.superseded == 1);
  CHECK(done.fresh == 0);
}

TEST_CASE("pull: rows and progress are one write, so that a run goes on after a restart") {
  pull_rig rig;
  fill(rig, 10);
  auto with = rig.neighbours();
  const auto session = rig.erp.connect();
  {
    pull::run going{rig.job(pull_scope::all), rig.how, with, *session};
    while (going.job().pages < 2 || rig.ledger().figures().unsettled < 6) going.step();
  }
  rig.restart();
  REQUIRE(rig.ledger().pulls().size() == 1);
  const auto kept = rig.ledger().pulls().front();
  CHECK(kept.state == pull_state::reading);
  CHECK(kept.rows == 6);
  CHECK(kept.cursor == "SKU-105");
  const auto done = rig.finish(kept);
  CHECK(done.state == pull_state::done);
  CHECK(done.rows == 10);
  CHECK(rig.ledger().figures().unsettled == 10);
}

TEST_CASE("pull: a dry run counts, and changes nothing") {
  pull_rig rig;
  fill(rig, 4);
  auto job = rig.job(pull_scope::all);
  job.dry_run = true;
  const auto done = rig.finish(job);
  CHECK(done.fresh == 4);
  CHECK(done.state == pull_state::done);
  CHECK(rig.ledger().figures().unsettled == 0);
  CHECK(rig.ledger().pull_mark_of(entity::pricing).until == 0);
}

TEST_CASE("pull: force also sends what has not changed") {
  pull_rig rig;
  fill(rig, 2);
  rig.finish(rig.job(pull_scope::all));
  rig.work_off();
  rig.erp.now += 3'600 * second_ticks;
  auto job = rig.job(pull_scope::all);
  job.force = true;
  const auto done = rig.finish(job);
  CHECK(done.unchanged == 2);
  CHECK(rig.ledger().figures().unsettled == 2);
}

TEST_CASE("pull: a delta reads what changed since the last complete run, less the overlap") {
  pull_rig rig;
  fill(rig, 10);
  CHECK(rig.finish(rig.job(pull_scope::delta)).state == pull_state::failed);
  rig.finish(rig.job(pull_scope::all));
  rig.work_off();
  rig.erp.now += 7'200 * second_ticks;
  rig.erp.write("SKU-103", "99");
  rig.erp.now += second_ticks;
  const auto done = rig.finish(rig.job(pull_scope::delta));
  CHECK(done.state == pull_state::done);
  CHECK(done.fresh == 1);
  CHECK(done.rows == 11 - 1);  // all were written within the overlap before the mark
  rig.work_off();
  rig.erp.now += 7'200 * second_ticks;
  CHECK(rig.finish(rig.job(pull_scope::delta)).rows == 1);
}

TEST_CASE("pull: what changed long ago and never came is counted as missed") {
  pull_rig rig;
  fill(rig, 3);
  rig.finish(rig.job(pull_scope::all));
  rig.work_off();
  rig.erp.now += 3'600 * second_ticks;
  const auto written = rig.erp.now;
  rig.erp.write("SKU-101", "9");
  rig.erp.now += 1'200 * second_ticks;
  rig.erp.write("SKU-102", "9");  // its push may be on its way
  rig.erp.now += second_ticks;
  const auto done = rig.finish(rig.job(pull_scope::delta));
  CHECK(done.fresh == 2);
  CHECK(done.missed == 1);
  CHECK(done.missed_keys == std::vector<std::string>{"SKU-101"});
  CHECK(done.newest_missed == written);
  rig.restart();
  CHECK(rig.ledger().pulls().back().missed_keys == done.missed_keys);
  CHECK(rig.ledger().pulls().back().newest_missed == written);
}

TEST_CASE("pull: an inquiry without rows is not believed where some are remembered") {
  pull_rig rig;
  fill(rig, 2);
  // The count of remembered records is that of the ledger.
  known_document known;
  known.key = "SKU-100";
  known.lay("default_price", "1", {1, 1});
  REQUIRE(rig.ledger().keep_documents(entity::pricing, {.documents = {&known}, .at_us = 1}).ok());
  rig.erp.remove("SKU-100");
  rig.erp.remove("SKU-101");
  const auto refused = rig.finish(rig.job(pull_scope::all));
  CHECK(refused.state == pull_state::failed);
  CHECK(refused.error.find("0 rows where 1 are remembered") != std::string::npos);
  auto job = rig.job(pull_scope::all);
  job.accept_empty = true;
  CHECK(rig.finish(job).state == pull_state::done);
}

TEST_CASE("pull: trouble is waited for, and given up after an hour") {
  pull_rig rig;
  fill(rig, 2);
  auto with = rig.neighbours();
  const auto session = rig.erp.connect();
  pull::run going{rig.job(pull_scope::all), rig.how, with, *session};
  going.step();
  rig.erp.troubles = {{pull::trouble::again, "reset"},
                      {pull::trouble::throttled, "429"},
                      {pull::trouble::no_seat, "API Login Limit"}};
  CHECK(going.step() == 5s);
  CHECK(going.job().wait == pull_wait::erp_down);
  CHECK(going.step() == 10s);
  CHECK(going.job().wait == pull_wait::throttled);
  CHECK(going.step() == 240s);
  CHECK(going.job().wait == pull_wait::no_seat);
  rig.erp.troubles = {{pull::trouble::again, "reset"}};
  rig.now_us += 3'601'000'000;
  going.step();
  CHECK(going.job().state == pull_state::failed);
  CHECK(going.job().error.find("reset; the same for 60 minutes") != std::string::npos);
  CHECK(rig.ledger().pull_mark_of(entity::pricing).until == 0);
}

TEST_CASE("pull: an error of the settings fails at once") {
  pull_rig rig;
  fill(rig, 2);
  rig.erp.troubles = {{pull::trouble::fatal, "\"Acumage Price\": unknown inquiry"}};
  const auto failed = rig.finish(rig.job(pull_scope::all));
  CHECK(failed.state == pull_state::failed);
  CHECK(failed.error == "\"Acumage Price\": unknown inquiry");
  CHECK(rig.ledger().pulls().front().state == pull_state::failed);
}

TEST_CASE("pull: pushes come first where the journal fills up") {
  pull_rig rig;
  fill(rig, 5);
  rig.how.most_unsettled = 1;
  rig.push("A", "1", 1);
  rig.push("B", "1", 1);
  const auto waits = rig.finish(rig.job(pull_scope::all));
  CHECK(waits.state == pull_state::reading);
  CHECK(waits.wait == pull_wait::no_room);
  CHECK(waits.rows == 0);
}

TEST_CASE("pull: a page that the journal refuses is put in later, not lost") {
  pull_rig rig;
  fill(rig, 3);
  rig.refuses = error{errc::full, "full", {}};
  auto with = rig.neighbours();
  const auto session = rig.erp.connect();
  pull::run going{rig.job(pull_scope::all), rig.how, with, *session};
  for (int i = 0; i < 4; ++i) going.step();
  CHECK(going.job().wait == pull_wait::no_room);
  rig.refuses.reset();
  while (!going.job().over()) going.step();
  CHECK(rig.ledger().figures().unsettled == 3);
  CHECK(rig.erp.requests == 2);
}

TEST_CASE("pull: a job does not run while the intake of its entity is off") {
  pull_rig rig;
  fill(rig, 1);
  REQUIRE(rig.ledger().save_switches(entity::pricing, {.sending = true, .intake = false}).ok());
  const auto failed = rig.finish(rig.job(pull_scope::all));
  CHECK(failed.state == pull_state::failed);
  CHECK(failed.error.find("start-intake pricing") != std::string::npos);
}

TEST_CASE("pull: named records are read one by one") {
  pull_rig rig;
  fill(rig, 5);
  auto job = rig.job(pull_scope::keys);
  job.keys = {"SKU-101", "NONE", "SKU-103"};
  const auto done = rig.finish(job);
  CHECK(done.state == pull_state::done);
  CHECK(done.rows == 2);
  CHECK(done.requests == 4);
  CHECK(rig.ledger().pull_mark_of(entity::pricing).until == 0);
}

TEST_CASE("pull: a row that makes no sense becomes one entry, however often it is read") {
  pull_rig rig;
  rig.erp.write(" ", "1");
  rig.erp.now += second_ticks;
  CHECK(rig.finish(rig.job(pull_scope::all)).fresh == 1);
  CHECK(rig.finish(rig.job(pull_scope::all)).fresh == 1);
  CHECK(rig.ledger().figures().unsettled == 1);
}

TEST_CASE("pull: a complete run makes cells that it did not bring 0 where that is set") {
  pull_rig rig;
  item_stock item;
  item.item = "LAMP-07";
  const version old{1'000, 1};
  item.cells = {{"EAST", {}, {{{"5", old}, {"5", old}, {"5", old}}}},
                {"WEST", {}, {{{"0", old}, {"0", old}, {"0", old}}}},
                {"NEW", {}, {{{"7", {rig.erp.now, 1}}, {}, {}}}}};
  REQUIRE(rig.ledger().keep_stock({.items = {&item}}).ok());
  auto job = rig.job(pull_scope::all);
  job.entity = entity::inventory;
  job.accept_empty = true;
  SUBCASE("kept") { CHECK(rig.finish(job).fresh == 0); }
  SUBCASE("zero") {
    job.absent_zero = true;
    const auto done = rig.finish(job);
    CHECK(done.state == pull_state::done);
    CHECK(done.fresh == 1);
    std::vector<change> gone;
    for (const auto& each : rig.accepted)
      for (const auto& part : each.parcels)
        for (const auto& row : part.changes)
          if (row.kind == change_kind::row) gone.push_back(row);
    REQUIRE(gone.size() == 1);
    CHECK(gone[0].key == "LAMP-07@EAST");
    CHECK(gone[0].inserted.empty());
    CHECK(gone[0].deleted == R"({"InventoryID":"LAMP-07","WarehouseID":"EAST"})");
  }
  REQUIRE(!rig.accepted.empty());
  // In both cases the run ends like a baseline, which releases held sources.
  CHECK(rig.accepted.back().parcels.back().changes.back().kind == change_kind::baseline_end);
}

TEST_CASE(
    "pull: without an inquiry, a run over all asks for what the node knows, and moves no mark") {
  pull_rig rig;
  rig.how.entities.at(index_of(entity::pricing)).by_key = true;
  fill(rig, 3);
  const auto refused = rig.finish(rig.job(pull_scope::all));
  CHECK(refused.state == pull_state::failed);
  CHECK(refused.error.find("no record is known") != std::string::npos);
  std::vector<known_document> known(2);
  known[0].key = "SKU-100";
  known[1].key = "SKU-102";
  REQUIRE(rig.ledger().keep_documents(entity::pricing, {{known.data(), &known[1]}, {}, 1}).ok());
  const auto done = rig.finish(rig.job(pull_scope::all));
  CHECK(done.state == pull_state::done);
  CHECK(done.expected == 2);
  CHECK(done.rows == 2);
  rig.work_off();
  CHECK(rig.lane.memory.count("SKU-101") == 0);
  CHECK(rig.lane.memory.count("SKU-102") == 1);
  CHECK(rig.ledger().pull_mark_of(entity::pricing).until == 0);
  rig.restart();
  CHECK(rig.ledger().pulls().back().known_only);
  CHECK(rig.ledger().pull_mark_of(entity::pricing).until == 0);
}

TEST_CASE("pull: only complete runs and deltas move the mark, not a time, keys or a dry run") {
  pull_rig rig;
  fill(rig, 5);
  REQUIRE(rig.finish(rig.job(pull_scope::all)).state == pull_state::done);
  rig.work_off();
  const auto mark = rig.ledger().pull_mark_of(entity::pricing).until;
  rig.erp.now += 3'600 * second_ticks;
  auto since = rig.job(pull_scope::since);
  since.since = rig.erp.now - 60 * second_ticks;
  auto keys = rig.job(pull_scope::keys);
  keys.keys = {"SKU-100"};
  auto dry = rig.job(pull_scope::all);
  dry.dry_run = true;
  for (const auto& each : {since, keys, dry}) {
    CAPTURE(to_string(each.scope));
    CHECK(rig.finish(each).state == pull_state::done);
    CHECK(rig.ledger().pull_mark_of(entity::pricing).until == mark);
    rig.restart();
    CHECK(rig.ledger().pull_mark_of(entity::pricing).until == mark);
  }
  CHECK(rig.finish(rig.job(pull_scope::delta)).state == pull_state::done);
  CHECK(rig.ledger().pull_mark_of(entity::pricing).until == rig.erp.now);
}
