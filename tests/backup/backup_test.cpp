// Backups of a folder in use: what is in them, what they leave behind, and which ones go.
#include "backup/backup.hpp"
#include "backup/restore.hpp"
#include "backup/sums.hpp"
#include "tests/storage/rig.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

namespace acumage::backup {
namespace {

namespace fs = std::filesystem;
using namespace tests;

const std::function<bool()> goes_on = [] { return true; };

struct backed_up {
  rig at;
  temp_dir store;
  source of(std::int64_t seconds) const {
    return {*at.ledger, at.path(), "[queue]\nbatch_count = 50\n", noon_us + seconds * second_us};
  }
  result<backup_status> make(std::int64_t seconds, std::uint32_t keep = 0) const {
    return make_backup(of(seconds), {store.path().string(), keep}, goes_on);
  }
};

std::string text_of(const fs::path& file) {
  std::ifstream in{file};
  return {std::istreambuf_iterator<char>{in}, {}};
}

TEST_CASE("backup: holds all that was accepted before it, and nothing of what came later") {
  backed_up all;
  const auto first = all.at.accept(price("A", 1));
  all.at.accept(price("B", 1));
  all.at.end({delivered(first, "5")});
  const auto made = all.make(0);
  REQUIRE(made.ok());
  all.at.accept(price("C", 1));
  CHECK(made->is == backup_status::stage::done);
  CHECK(made->path == (all.store / "2025-08-12T12-00-00Z").string());
  CHECK(made->unsettled == 1);
  CHECK(made->files > 3);
  CHECK(made->bytes > 0);
  CHECK(made->same_disk);
  storage::ledger_options how;
  how.path = fs::path{made->path} / "data";
  how.read_only = true;
  const auto kept = storage::ledger::open(how);
  REQUIRE(kept.ok());
  CHECK(sequences(**kept, entity::pricing) == std::vector<std::uint64_t>{2});
  CHECK((*kept)->history({}, {}, 10)->items.size() == 1);
  CHECK(text_of(fs::path{made->path} / "config.ini") == "[queue]\nbatch_count = 50\n");
  CHECK(check_backup(made->path).ok());
  CHECK(fs::status(made->path).permissions() == fs::perms::owner_all);
}

TEST_CASE("backup: the oldest go beyond the number to keep, and what a crash left goes first") {
  backed_up all;
  fs::create_directory(all.store / "2025-01-01T00-00-00Z.partial");
  fs::create_directory(all.store / "notes.partial");
  fs::create_directory(all.store / "2025-01-01T00-00-00Z");  // no list: not one of ours
  for (int second = 0; second < 4; ++second) REQUIRE(all.make(second, 2).ok());
  CHECK(backups_in(all.store.path()) ==
        std::vector<std::string>{"2025-08-12T12-00-02Z", "2025-08-12T12-00-03Z"});
  CHECK_FALSE(fs::exists(all.store / "2025-01-01T00-00-00Z.partial"));
  CHECK(fs::exists(all.store / "notes.partial"));
  CHECK(fs::exists(all.store / "2025-01-01T00-00-00Z"));
}

TEST_CASE("backup: what it cannot do is refused with a reason and leaves nothing") {
  backed_up all;
  const auto refused = [&](const std::string& folder) {
    const auto made = make_backup(all.of(0), {folder, 0}, goes_on);
    REQUIRE_FALSE(made.ok());
    return made.problem();
  };
  CHECK(refused("backups").code == errc::invalid);
  CHECK(refused((all.at.path() / "backups").string()).code == errc::invalid);
  std::ofstream{all.store / "file"} << "x";
  const auto file = refused((all.store / "file").string());
  CHECK(file.code == errc::storage_failed);
  CHECK(file.message.find("file") != std::string::npos);
  REQUIRE(all.make(0).ok());
  CHECK(all.make(0)->path == (all.store / "2025-08-12T12-00-01Z").string());  // the next name
  const auto ended = make_backup(all.of(2), {all.store.path().string(), 0}, [] { return false; });
  CHECK(ended.problem().code == errc::unavailable);
  CHECK(backups_in(all.store.path()).size() == 2);
  for (const auto& each : fs::directory_iterator{all.store.path()})
    CHECK(each.path().extension() != ".partial");
}

TEST_CASE("sums: sha256sum's own format, and each kind of difference is named") {
  backed_up all;
  all.at.accept(price("A", 1));
  const auto made = all.make(0);
  REQUIRE(made.ok());
  const fs::path at{made->path};
  CHECK(std::system(("cd " + made->path + " && sha256sum --quiet -c SHA256SUMS").c_str()) == 0);
  const auto words = [&] { return check_sums(at).problem().message; };
  std::ofstream{at / "data" / "extra"} << "x";
  CHECK(words().find("data/extra was added") != std::string::npos);
  fs::remove(at / "data" / "extra");
  const auto settings = text_of(at / "config.ini");
  std::ofstream{at / "config.ini"} << "changed";
  CHECK(words().find("config.ini has changed") != std::string::npos);
  fs::remove(at / "config.ini");
  CHECK(words().find("config.ini is missing") != std::string::npos);
  std::ofstream{at / "config.ini"} << settings;
  CHECK(check_sums(at).ok());
  std::ofstream{at / "SHA256SUMS", std::ios::app} << "no sum\n";
  CHECK(check_sums(at).problem().code == errc::damaged);
}

}  // namespace
}  // namespace acumage::backup
