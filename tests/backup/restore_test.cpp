// A data folder made of a backup: what it holds, what is doubted, and what is refused.
#include "backup/restore.hpp"
#include "backup/backup.hpp"
#include "storage/hand_marks.hpp"
#include "tests/storage/rig.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

namespace acumage::backup {
namespace {

namespace fs = std::filesystem;
using namespace tests;

struct drill {
  drill() {
    at.accept(price("A", 1));
    at.accept(row(entity::order, "SO 1", 2));
    const auto made = make_backup({*at.ledger, at.path(), "", noon_us}, {store.path().string(), 0},
                                  [] { return true; });
    REQUIRE(made.ok());
    backup = made->path;
  }
  rig at;
  temp_dir store;
  temp_dir target;
  fs::path backup;
};

TEST_CASE("restore: all that was accepted before the backup is there, paused and in doubt") {
  drill one;
  const auto to = one.target / "data";
  const auto made = restore({one.backup, to});
  REQUIRE(made.ok());
  CHECK(made->unsettled == 2);
  storage::ledger_options how;
  how.path = to;
  const auto opened = storage::ledger::open(how);
  REQUIRE(opened.ok());
  CHECK(sequences(**opened, entity::pricing) == std::vector<std::uint64_t>{1});
  for (const auto each : all_entities)
    CHECK_FALSE((*opened)->switches().at(index_of(each)).sending);
  const auto until = (*opened)->restored_to();
  REQUIRE(until.ok());
  CHECK(until->at(index_of(entity::pricing)) == 1);
  CHECK(until->at(index_of(entity::customer)) == 0);
  auto hands = storage::hand_marks::open(to);
  REQUIRE(hands.ok());
  CHECK_FALSE((*hands)->unanswered(entity::pricing, 1));
  (*hands)->doubt_until(*until);
  CHECK((*hands)->unanswered(entity::pricing, 1));
  CHECK_FALSE((*hands)->unanswered(entity::pricing, 2));
  CHECK(check_backup(one.backup).ok());  // it stays as it is
}

TEST_CASE("restore: sends at once when told so, into an empty folder") {
  drill one;
  fs::create_directory(one.target / "data");
  REQUIRE(restore({one.backup, one.target / "data", false}).ok());
  storage::ledger_options how;
  how.path = one.target / "data";
  const auto opened = storage::ledger::open(how);
  REQUIRE(opened.ok());
  for (const auto each : all_entities) CHECK((*opened)->switches().at(index_of(each)).sending);
}

TEST_CASE(
    "restore: a folder in use, a damaged backup and no backup are refused, and nothing is made") {
  drill one;
  const auto to = one.target / "data";
  CHECK(restore({one.backup, one.at.path()}).problem().code == errc::conflict);
  CHECK(restore({one.store.path(), to}).problem().message.find("SHA256SUMS") != std::string::npos);
  std::ofstream{one.backup / "data" / "CURRENT", std::ios::app} << "x";
  const auto damaged = restore({one.backup, to});
  CHECK(damaged.problem().code == errc::damaged);
  CHECK(damaged.problem().message.find("data/CURRENT has changed") != std::string::npos);
  CHECK_FALSE(fs::exists(to));
  CHECK(fs::is_empty(one.target.path()));
}

}  // namespace
}  // namespace acumage::backup
