// Damage in the data folder of the real program: what it says at its start, what `journal` finds, what is saved.
#include "tests/process/history_ends.hpp"
#include "tests/process/stock_node.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace acumage::tests {
namespace {

namespace fs = std::filesystem;

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// A folder of a node that was killed with work of several kinds in it.
struct damaged_rig : stock_rig {
  damaged_rig() : stock_rig{stock_shop(60), stock_settings()} {
    fill(1);
    node.kill();
    node.start();  // brings the first part into tables
    fill(21);
    node.kill();
  }
  void fill(int first) {
    REQUIRE(node.post("/lanes/pricing/resume").status == 200);
    for (int i = first; i < first + 10; ++i) REQUIRE(node.changes(line(i)).status == 200);
    REQUIRE(node.push(R"({"Query":"Unknown","Id":"u)" + std::to_string(first) +
                      R"(","TimeStamp":1,"Inserted":[{"InventoryID":"X"}],"Deleted":[]})")
                .status == 200);
    REQUIRE(node.wait_until_settled());
    REQUIRE(node.post("/lanes/pricing/pause").status == 200);
    for (int i = first + 10; i < first + 20; ++i) REQUIRE(node.changes(line(i)).status == 200);
  }
  static std::string line(int number) {
    return R"({"entity":"pricing","version":)" + std::to_string(number) +
           R"(,"fields":{"InventoryID":")" + stock_sku(static_cast<std::size_t>(number)) +
           R"(","DefaultPrice":)" + std::to_string(number) + "}}\n";
  }
  fs::path only(const std::string& part) const {
    std::vector<fs::path> found;
    for (const auto& each : fs::directory_iterator{node.data()})
      if (has(each.path().filename().string(), part) && fs::file_size(each.path()) > 0)
        found.push_back(each.path());
    REQUIRE_FALSE(found.empty());
    std::sort(found.begin(), found.end());
    return found.back();
  }
  /// Flips a bit in a table with records of the family: the first that `journal verify` then finds damaged there.
  fs::path flip_in_table_of(const std::string& family) const;
  finished verify() const { return run_program({"journal", "verify", "--config", node.config()}); }
  finished dump(std::vector<std::string> more) const {
    more.insert(more.begin(), {"journal", "dump", "--config", node.config()});
    return run_program(more);
  }
};

void flip_bit(const fs::path& file, std::uintmax_t offset) {
  std::fstream bytes{file, std::ios::binary | std::ios::in | std::ios::out};
  const auto at = static_cast<std::streamoff>(offset);
  bytes.seekg(at);
  const auto was = bytes.get();
  bytes.seekp(at);
  bytes.put(static_cast<char>(was ^ 0x10));
}

void flip_in_middle(const fs::path& file) { flip_bit(file, fs::file_size(file) / 2); }

fs::path damaged_rig::flip_in_table_of(const std::string& family) const {
  for (const auto& each : fs::directory_iterator{node.data()}) {
    if (each.path().extension() != ".sst") continue;
    flip_bit(each.path(), 10);  // of the first block of records
    if (has(verify().out, each.path().filename().string() + ": " + family + ": ")) return each;
    flip_bit(each.path(), 10);  // as it was
  }
  FAIL("no table of " << family);
  return {};
}

TEST_CASE("damage: the node refuses to start on it once, by name and with a remedy [SPEC 2]") {
  damaged_rig all;
  CHECK_MESSAGE(all.verify().code == 0, all.verify().out);
  std::string named;
  std::string remedy = "acumage journal verify";
  SUBCASE("a flipped bit in the log") {
    const auto log = all.only(".log");
    flip_in_middle(log);
    named = log.filename().string();
  }
  SUBCASE("a log that is gone") {
    fs::remove(all.only(".log"));
    named = "the log ends at write";
    remedy = "delete";
  }
  SUBCASE("a log that was cut") {
    const auto log = all.only(".log");
    fs::resize_file(log, fs::file_size(log) / 2);
    named = "the log ends at write";
    remedy = "delete";
  }
  SUBCASE("a flipped bit in a table that the start reads") {
    named = all.flip_in_table_of("journal").filename().string();
  }
  SUBCASE("a table that is gone") {
    const auto table = all.only(".sst");
    fs::remove(table);
    named = table.filename().string();
  }
  SUBCASE("CURRENT is gone") {
    fs::remove(fs::path{all.node.data()} / "CURRENT");
    named = "CURRENT";
  }
  SUBCASE("the list of files is cut") {
    const auto manifest = all.only("MANIFEST");
    flip_in_middle(manifest);
    named = "MANIFEST";
  }
  const auto found = all.verify();
  CHECK(found.code == 1);
  CHECK_MESSAGE(has(found.out, named), found.out);
  for (int start = 0; start < 2; ++start) {  // the refusal has changed nothing
    const auto told = run_program({"run", "--config", all.node.config()});
    CHECK(told.code == 1);
    CHECK_MESSAGE(has(told.err, named), told.err);
    CHECK_MESSAGE(has(told.err, remedy), told.err);
  }
}

TEST_CASE(
    "damage: what the start does not need is named after it, and the node works on [SPEC 2]") {
  damaged_rig all;
  const auto table = all.flip_in_table_of("history").filename().string();
  all.node.start();
  REQUIRE(all.node.wait_for([&] { return has(all.node.get("/healthz").body, table); }));
  CHECK(has(all.node.log(), table));
  CHECK(has(all.node.log(), "acumage journal verify"));
  REQUIRE(all.node.wait_for([&] { return has(all.node.log(), "alert: data folder"); }));
  REQUIRE(all.node.post("/lanes/pricing/resume").status == 200);
  REQUIRE(all.node.changes(damaged_rig::line(5)).status == 200);
  CHECK(all.node.wait_until_settled());
  CHECK(all.node.stop() == 0);
}

TEST_CASE("damage: what can still be read is sent to a node with a new folder") {
  damaged_rig all;
  const auto log = all.only(".log");
  flip_bit(log,
           fs::file_size(log) - 400);  // what follows in its block of 32 KB is lost to all readers
  REQUIRE_FALSE(all.node.starts());
  const auto saved = all.dump({"--changes"});
  const auto file = fs::path{all.node.data()}.parent_path() / "saved.ndjson";
  std::ofstream{file} << saved.out;
  fs::rename(all.node.data(), all.node.data() + ".damaged");
  all.node.start();
  CHECK(all.node.command({"send", file.string()}).code == 0);
  REQUIRE(all.node.wait_until_settled());
  std::ptrdiff_t lines = 0;
  for (int i = 1; i <= 40; ++i) {
    if (!has(saved.out, "\"version\":\"" + std::to_string(i) + "\"")) continue;
    ++lines;
    CHECK(all.store.price_of(stock_sku(static_cast<std::size_t>(i))) == std::to_string(i));
  }
  MESSAGE(lines << " changes saved");
  CHECK(lines >= 5);
  CHECK(lines == std::count(saved.out.begin(), saved.out.end(), '\n'));
  CHECK(static_cast<std::ptrdiff_t>(all_ends(all.node, "pricing").size()) == lines);
}

TEST_CASE("damage: a lost end of the log is given up by an operator who deletes `synced`") {
  damaged_rig all;
  fs::remove(all.only(".log"));
  REQUIRE_FALSE(all.node.starts());
  fs::remove(fs::path{all.node.data()} / "synced");
  all.node.start();
  REQUIRE(all.node.post("/lanes/pricing/resume").status == 200);
  REQUIRE(all.node.wait_until_settled());
  CHECK(all.node.stop() == 0);
  CHECK(all.verify().code == 0);
}

TEST_CASE("journal: looks into the folder of a running node, in text and JSON") {
  damaged_rig all;
  all.node.start();
  const auto stat = run_program({"journal", "stat", "--config", all.node.config(), "--json"});
  CHECK(stat.code == 0);
  CHECK_MESSAGE(has(stat.out, R"("pricing":{"unsettled":10,)"), stat.out);
  CHECK(has(stat.out, R"("open":{"unrouted":2})"));
  const auto text = run_program({"journal", "stat", "--config", all.node.config()});
  CHECK(has(text.out, "UNSETTLED"));
  const auto verify = run_program({"journal", "verify", "--config", all.node.config(), "--json"});
  CHECK(verify.code == 0);
  CHECK(has(verify.out, R"("sound":true,"findings":[])"));
  const auto dump = all.dump({"--family", "journal", "--key", stock_sku(35)});
  CHECK(dump.code == 0);
  CHECK(std::count(dump.out.begin(), dump.out.end(), '\n') == 1);
  CHECK(has(dump.out, R"("entity":"pricing")"));
  CHECK(all.dump({"--entity", "order"}).out.empty());
  const auto changes = all.dump({"--changes"});
  CHECK(std::count(changes.out.begin(), changes.out.end(), '\n') == 10);
  CHECK(all.node.stop() == 0);
  CHECK(run_program({"journal", "dump", "--family", "letter"}).code == 2);
  CHECK(run_program({"journal", "verify", "--storage.path=/nowhere/at/all"}).code == 1);
  for (const auto* verb : {"stat", "verify", "dump"})
    CHECK(run_program({"journal", verb, "--help"}).code == 0);
}

}  // namespace
}  // namespace acumage::tests
