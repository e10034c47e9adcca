#include "rig.hpp"

#include <sys/wait.h>
#include <unistd.h>

using namespace acumage;
using namespace acumage::tests;
using storage::ledger;

TEST_CASE("ledger: a folder of another format version is refused and named") {
  rig at;
  at.close();
  overwrite(at.path(), "meta", "format", "7");
  const auto opened = ledger::open(at.options);
  REQUIRE_FALSE(opened.ok());
  CHECK(opened.problem().code == errc::unsupported);
  CHECK(opened.problem().message ==
        "data folder " + at.path().string() + ": format version 7; expected 1");
}

TEST_CASE("ledger: a database that is nobody's data folder is refused and left as it is") {
  const temp_dir folder;
  make_foreign_database(folder.path());
  const auto opened = ledger::open({.path = folder.path()});
  REQUIRE_FALSE(opened.ok());
  CHECK(opened.problem().code == errc::unsupported);
  CHECK(stored_keys(folder.path(), "default") == std::vector<std::string>{"somebody"});
}

TEST_CASE("ledger: a folder that a node has open is refused to a second one") {
  rig at;
  const auto second = ledger::open(at.options);
  REQUIRE_FALSE(second.ok());
  CHECK(second.problem().code == errc::conflict);
  CHECK(second.problem().message ==
        "data folder " + at.path().string() + " is in use by another node");
  // Another process is told so by another system call.
  const auto child = ::fork();
  if (child == 0) {
    const auto theirs = ledger::open(at.options);
    ::_exit(!theirs.ok() && theirs.problem().code == errc::conflict ? 0 : 1);
  }
  int ended = 1;
  REQUIRE(::waitpid(child, &ended, 0) == child);
  CHECK(ended == 0);
}

TEST_CASE("ledger: a reader looks at the folder of a live node and changes nothing") {
  rig at;
  const auto entry = at.accept(price("A", 1));
  const auto id = at.fail(at.accept(price("B", 1)));
  auto options = at.options;
  options.read_only = true;
  auto reader = ledger::open(options);
  REQUIRE(reader.ok());
  CHECK((*reader)->figures().unsettled == 1);
  CHECK((*reader)->find(entity::pricing, entry.sequence)->what.key == "A");
  CHECK((*reader)->letter(id)->change.what.key == "B");

  const auto what = one(parcel_of({price("C", 1)}));
  const submission* group[] = {&what};
  const std::vector<ending> ends{end_of(entry)};
  CHECK((*reader)->append(group, noon_us).problem().code == errc::conflict);
  CHECK((*reader)->end(ends, {}, noon_us).problem().code == errc::conflict);
  CHECK((*reader)->move_back(id, false, nullptr, noon_us).problem().code == errc::conflict);
  CHECK((*reader)->close_letters({}, letter_state::discarded, "", noon_us).problem().code ==
        errc::conflict);
  CHECK((*reader)->save_job({}).problem().code == errc::conflict);
  CHECK((*reader)->save_switches(entity::order, {}).problem().code == errc::conflict);
  CHECK((*reader)->tidy(noon_us).problem().code == errc::conflict);

  at.accept(price("D", 1));  // the node is not disturbed
  at.reopen();
  CHECK(at.ledger->figures().unsettled == 2);
}

TEST_CASE("ledger: a reader does not make a folder") {
  const temp_dir folder;
  const auto opened = ledger::open({.path = folder / "none", .read_only = true});
  REQUIRE_FALSE(opened.ok());
  CHECK(opened.problem().code == errc::not_found);
  CHECK_FALSE(std::filesystem::exists(folder / "none"));
}

TEST_CASE("ledger: a damaged record is named and does not pass for data") {
  rig at;
  at.accept(price("A", 1));
  at.accept(price("B", 1));
  at.close();
  const auto keys = stored_keys(at.path(), "journal");
  REQUIRE(keys.size() == 2);

  SUBCASE("so damaged that the start cannot count it") {
    overwrite(at.path(), "journal", keys[1], "\x7F");
    const auto opened = ledger::open(at.options);
    REQUIRE_FALSE(opened.ok());
    CHECK(opened.problem().code == errc::damaged);
    CHECK(opened.problem().message.find("journal record 000000000000000002") != std::string::npos);
  }
  SUBCASE("cut short") {
    overwrite(at.path(), "journal", keys[1], std::string{"\x01\x00\x00\x05", 4});
    at.open();
    const auto rows = at.ledger->read(entity::pricing, 0, 10, 10);
    REQUIRE_FALSE(rows.ok());
    CHECK(rows.problem().code == errc::damaged);
    CHECK(at.ledger->find(entity::pricing, 2)
              .problem()
              .message.find("journal record 000000000000000002") != std::string::npos);
    CHECK(at.ledger->find(entity::pricing, 1).ok());
  }
}

TEST_CASE("ledger: switches of an operator and the replay job are kept") {
  rig at;
  CHECK(at.ledger->switches()[0].sending);
  CHECK_FALSE(at.ledger->job().has_value());
  const auto syncs = sync_count();
  REQUIRE(at.ledger->save_switches(entity::shipment, {.sending = false, .intake = true}).ok());
  REQUIRE(at.ledger->save_switches(entity::order, {.sending = true, .intake = false}).ok());
  replay_job job;
  job.id = "r-1";
  job.filter.entity = entity::order;
  job.filter.key = "SO *";
  job.filter.reason = letter_class::conflict;
  job.filter.status = 400;
  job.filter.text = "deadlock";
  job.filter.since_us = noon_us;
  job.filter.until_us = noon_us + 1;
  job.filter.ids = {3, 500};
  job.force = true;
  job.rate = 7;
  job.last_letter = 900;
  job.total = 4;
  job.moved = 1;
  job.superseded = 2;
  job.failed = 1;
  job.state = job_state::cancelled;
  REQUIRE(at.ledger->save_job(job).ok());
  CHECK(sync_count() == syncs + 3);

  at.reopen();
  const auto switches = at.ledger->switches();
  CHECK_FALSE(switches[index_of(entity::shipment)].sending);
  CHECK(switches[index_of(entity::shipment)].intake);
  CHECK_FALSE(switches[index_of(entity::order)].intake);
  CHECK(switches[index_of(entity::pricing)].intake);
  const auto kept = at.ledger->job();
  REQUIRE(kept.has_value());
  CHECK(kept->id == job.id);
  CHECK(kept->state == job.state);
  CHECK(kept->filter.entity == job.filter.entity);
  CHECK(kept->filter.key == job.filter.key);
  CHECK(kept->filter.reason == job.filter.reason);
  CHECK(kept->filter.state == job.filter.state);
  CHECK(kept->filter.status == job.filter.status);
  CHECK(kept->filter.text == job.filter.text);
  CHECK(kept->filter.since_us == job.filter.since_us);
  CHECK(kept->filter.until_us == job.filter.until_us);
  CHECK(kept->filter.ids == job.filter.ids);
  CHECK(kept->force);
  CHECK(kept->rate == 7);
  CHECK(kept->last_letter == 900);
  CHECK(kept->total == 4);
  CHECK(kept->moved == 1);
  CHECK(kept->superseded == 2);
  CHECK(kept->failed == 1);
}
