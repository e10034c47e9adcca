#include "rig.hpp"
#include "storage/inspection/inspection.hpp"
#include "storage/keys.hpp"
#include "tests/support/without_privilege.hpp"

#include <algorithm>

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace acumage;
using namespace acumage::tests;
using storage::ledger;

namespace {

std::vector<std::string> stored_keys_of(rig& at, const std::string& family) {
  at.close();
  auto keys = stored_keys(at.path(), family);
  at.open();
  return keys;
}

}  // namespace

TEST_CASE("ledger: only its owner can look into a folder that it creates") {
  const temp_dir place;
  const auto path = place.path() / "state" / "acumage";
  REQUIRE(ledger::open({.path = path}).ok());
  CHECK(std::filesystem::status(path).permissions() == std::filesystem::perms::owner_all);
}

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

TEST_CASE("ledger: a record of the journal that makes no sense is shown, and the others are read") {
  rig at;
  at.accept(price("A", 1));
  at.accept(price("B", 1));
  at.accept(price("C", 1));
  at.close();
  const auto keys = stored_keys(at.path(), "journal");
  REQUIRE(keys.size() == 3);
  std::string value;
  SUBCASE("from the first byte") { value = "\x7F"; }
  SUBCASE("cut short") { value = std::string{"\x01\x00\x00\x05", 4}; }
  overwrite(at.path(), "journal", keys[1], value);
  at.open();
  CHECK(at.ledger->figures().unsettled == 3);
  const auto rows = at.ledger->read(entity::pricing, 0, 10, 10);
  REQUIRE(rows.ok());
  REQUIRE(rows->size() == 3);
  CHECK_FALSE((*rows)[0].damaged);
  CHECK((*rows)[1].damaged);
  CHECK((*rows)[1].what.inserted == R"({"damaged_record":")" + storage::hex(value) + R"("})");
  CHECK((*rows)[2].what.key == "C");
  CHECK(at.ledger->find(entity::pricing, 2)->damaged);
  CHECK(at.end({end_of((*rows)[1], end_kind::dead_lettered)},
               {letter_of((*rows)[1], "no sense", letter_class::bug)})[3] == 1);
  at.reopen();
  CHECK(sequences(*at.ledger, entity::pricing) == std::vector<std::uint64_t>{1, 3});
}

TEST_CASE("ledger: a letter that makes no sense is set aside, and the others are served") {
  rig at;
  const auto first = at.fail(at.accept(price("A", 1)));
  const auto second = at.fail(at.accept(price("B", 1)));
  at.close();
  overwrite(at.path(), "letters", storage::id_key(first), "\x7F");
  overwrite(at.path(), "letter_bodies", storage::id_key(second), "\x7F");
  at.open();
  REQUIRE(at.ledger->notes().size() == 1);
  CHECK(at.ledger->notes()[0].find("letters record 0000000000000001") != std::string::npos);
  const auto page = at.ledger->letters({}, 0, 10);
  REQUIRE(page.ok());
  REQUIRE(page->items.size() == 1);
  CHECK(page->items[0].id == second);
  CHECK(page->items[0].error.find("letter_bodies record") != std::string::npos);
  // A newer delivery of the key meets what is left of the first one in the index.
  CHECK(at.end({delivered(at.accept(price("A", 2)), "7")})[0] == 1);
  CHECK(at.ledger->tidy(noon_us + 1000 * day_us).ok());
  const auto kept = stored_keys_of(at, "meta");
  CHECK(std::count(kept.begin(), kept.end(), "aside/letters/0000000000000001") == 1);
  CHECK(at.ledger->notes().empty());
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

TEST_CASE("ledger: files that may not be used are no damage, and it says whose they are [SPEC 8]") {
  rig at;
  for (std::uint64_t i = 1; i <= 20; ++i) at.end({end_of(at.accept(price("A", i)))});
  at.reopen();  // a table, beside the log
  at.close();
  std::vector<std::filesystem::path> files{at.path()};
  for (const auto& each : std::filesystem::directory_iterator{at.path()})
    files.push_back(each.path());
  REQUIRE(files.size() > 6);
  for (const auto& each : files) {
    CAPTURE(each);
    const auto mode = std::filesystem::status(each).permissions();
    for (const auto now : {std::filesystem::perms::none, std::filesystem::perms::owner_read}) {
      std::filesystem::permissions(each, now);
      {
        const without_privilege plain;
        const auto opened = ledger::open(at.options);
        REQUIRE_FALSE(opened.ok());
        CHECK(opened.problem().code == errc::storage_failed);
        CHECK(opened.problem().message.find("permission denied") != std::string::npos);
        CHECK(opened.problem().message.find("chown -R") != std::string::npos);
        CHECK(opened.problem().message.find("backup") == std::string::npos);
      }
      std::filesystem::permissions(each, mode);
    }
    std::filesystem::permissions(each, std::filesystem::perms::none);
    {
      const without_privilege plain;
      const auto found = storage::check_files(at.path(), nullptr);  // `journal verify`
      REQUIRE(found.size() == 1);
      CHECK(found[0].problem.find("permission denied") != std::string::npos);
      CHECK(found[0].remedy.empty());
    }
    std::filesystem::permissions(each, mode);
  }
  at.open();
  CHECK(at.ledger->figures().unsettled == 0);
}
