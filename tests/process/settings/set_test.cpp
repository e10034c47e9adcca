// `acumage set`: what it writes, what it refuses, and what a running node makes of it.
#include "tests/process/node_process.hpp"
#include "tests/support/checked_store.hpp"

#include <doctest/doctest.h>

#include <sys/stat.h>
#include <filesystem>
#include <fstream>

namespace acumage::tests {
namespace {

namespace fs = std::filesystem;

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

struct configured {
  configured() : node{started(store), {}} {
    file = node.config();
    std::ofstream{file, std::ios::app} << "; a note of the operator\n; [queue] again\n";
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read);
    text = text_of(file);
  }
  static std::string started(simulator::store& store) {
    REQUIRE(store.start().ok());
    return store.url();
  }
  finished set(std::vector<std::string> words) const {
    words.insert(words.begin(), "set");
    words.insert(words.end(), {"--config", file});
    return run_program(words);
  }
  std::size_t backups() const {
    std::size_t count = 0;
    for (const auto& each : fs::directory_iterator{fs::path{file}.parent_path()})
      count += each.path().filename().string().starts_with("config.ini.bak-") ? 1U : 0U;
    return count;
  }

  checked_store store{{}};
  node_process node;
  std::string file;
  std::string text;
};

TEST_CASE("set: writes what is right, keeps all else, and goes back") {
  configured all;
  const auto made = all.set({"queue.batch_count=50", "order_statuses.On Hold=holded"});
  INFO(made.out << made.err);
  CHECK(made.code == 0);
  CHECK(has(made.out, "+batch_count = 50"));
  CHECK(has(made.out, "written; `acumage set --undo` goes back"));
  const auto now = text_of(all.file);
  CHECK(has(now, "batch_count = 50\n"));
  CHECK(has(now, "[order_statuses]\nOn Hold = holded\n"));
  CHECK(has(now, "; a note of the operator\n; [queue] again\n"));
  struct stat facts {};
  REQUIRE(::stat(all.file.c_str(), &facts) == 0);
  CHECK((facts.st_mode & 0777U) == 0640U);
  CHECK(all.backups() == 1);
  CHECK(all.set({"--undo"}).code == 0);
  CHECK(text_of(all.file) == all.text);
  CHECK(all.set({"--unset", "queue.process_sleep_time"}).code == 0);
  CHECK_FALSE(has(text_of(all.file), "process_sleep_time"));
  for (int i = 1; i <= 12; ++i)
    CHECK(all.set({"queue.batch_count=" + std::to_string(i)}).code == 0);
  CHECK(all.backups() == 10);
}

TEST_CASE("set: what is wrong never reaches the file, and says where, what and what was expected") {
  configured all;
  const std::vector<std::pair<std::vector<std::string>, std::string>> wrong{
      {{"queue.batch_count=0"}, "queue.batch_count = 0; expected 1 to 1000"},
      {{"queue.batch_count=50", "entities.pricing=maybe"}, "entities.pricing = maybe; expected"},
      {{"queue.batchcount=5"}, "did you mean `batch_count`?"},
      {{"quue.batch_count=5"}, "did you mean `queue`?"},
      {{"queue.batch_count"}, "expected section.key=value"},
      {{"connection.bearer_token=abc"}, "--secret connection.bearer_token"},
      {{}, "expected section.key=value, or --undo"},
      {{"--undo", "queue.batch_count=5"}, "expected one of them"},
      {{"backup.every=60"}, "backup.folder"}};
  for (const auto& [words, said] : wrong) {
    const auto refused = all.set(words);
    CAPTURE(said);
    INFO(refused.out << refused.err);
    CHECK(refused.code == 2);
    CHECK(has(refused.err, said));
    CHECK_FALSE(has(refused.err + refused.out, ".check"));
    CHECK(text_of(all.file) == all.text);
  }
  CHECK(all.set({"--undo"}).code == 1);  // there is nothing to go back to
  const auto looked = all.set({"queue.batch_count=50", "--dry-run"});
  CHECK(looked.code == 0);
  CHECK(has(looked.out, "+batch_count = 50"));
  CHECK(text_of(all.file) == all.text);
  CHECK(all.backups() == 0);
}

TEST_CASE("set: a secret comes from stdin into a file of its own and is shown nowhere") {
  configured all;
  const auto folder = fs::path{all.file}.parent_path();
  const auto said = folder / "said";
  const auto typed = "printf 'new-token\\n' | " ACUMAGE_PROGRAM
                     " set --secret connection.bearer_token --config " +
                     all.file + " >" + said.string() + " 2>&1";
  CHECK(std::system(typed.c_str()) == 0);
  const auto kept = folder / "credentials" / "connection-bearer_token";
  CHECK(text_of(kept) == "new-token\n");
  struct stat facts {};
  REQUIRE(::stat(kept.c_str(), &facts) == 0);
  CHECK((facts.st_mode & 0777U) == 0600U);
  const auto now = text_of(all.file);
  CHECK(has(now, "bearer_token_file = connection-bearer_token\n"));
  CHECK_FALSE(has(now, "simulator-token"));
  CHECK_FALSE(has(text_of(said), "simulator-token"));
  CHECK_FALSE(has(text_of(said), "new-token"));
  CHECK(run_program({"check-config", "--config", all.file}).code == 0);
}

TEST_CASE("set: a link is followed, and a file that changed meanwhile is left alone") {
  configured all;
  const auto link = fs::path{all.file}.parent_path() / "link.ini";
  fs::create_symlink(all.file, link);
  CHECK(run_program({"set", "queue.batch_count=7", "--config", link.string()}).code == 0);
  CHECK(fs::is_symlink(link));
  CHECK(has(text_of(all.file), "batch_count = 7"));
}

TEST_CASE("set: a running node reloads at once, and says what needs a restart") {
  configured all;
  all.node.start();
  auto made = all.node.command({"set", "queue.batch_count=77", "storage.path=" + all.node.data()});
  INFO(made.out << made.err);
  CHECK(made.code == 0);
  CHECK(has(made.out, "the node reloads its settings"));
  CHECK(all.node.wait_for([&] { return has(all.node.get("/settings").body, "\"77\""); }));
  CHECK(all.node.wait_for([&] { return all.node.get("/readyz").status == 200; }));
  CHECK(all.node.post("/settings/reload", "{}").status == 202);
  CHECK(all.node.wait_for([&] { return all.node.get("/readyz").status == 200; }));
  CHECK(all.node.stop() == 0);
}

}  // namespace
}  // namespace acumage::tests
