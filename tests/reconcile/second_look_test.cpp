// The keys of the first look come back in their order, a minute later, however many there are.
#include "reconcile/second_look.hpp"
#include "tests/support/temp_dir.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace acumage::reconcile {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using time_point = second_look::time_point;

std::vector<std::string> all_of(second_look& look, std::size_t limit) {
  std::vector<std::string> keys;
  for (;;) {
    auto some = look.next(limit);
    REQUIRE(some.ok());
    if (some->empty()) return keys;
    CHECK(some->size() <= limit);
    keys.insert(keys.end(), some->begin(), some->end());
  }
}

TEST_CASE("second look: begins a minute after the last key was noted, and never without one") {
  const tests::temp_dir folder;
  second_look look{folder / "keys"};
  CHECK_FALSE(look.due().has_value());
  const time_point start{100s};
  REQUIRE(look.note("A", start).ok());
  CHECK(look.due() == start + 60s);
  REQUIRE(look.note("B", start + 30s).ok());
  CHECK(look.due() == start + 90s);
  REQUIRE(look.note("C", start + 10s).ok());
  CHECK(look.due() == start + 90s);
  CHECK(all_of(look, 2) == std::vector<std::string>{"A", "B", "C"});
  CHECK(fs::is_empty(folder.path()));
}

TEST_CASE("second look: keys beyond the memory are in a file, whatever bytes they have") {
  const tests::temp_dir folder;
  const auto path = folder / "keys";
  std::ofstream{path} << "left by a killed process, and longer than what is written now";
  std::vector<std::string> keys;
  {
    second_look look{path, 3};
    for (int i = 0; i < 1000; ++i) {
      keys.push_back("SO\n" + std::string(static_cast<std::size_t>(i % 7), '\0') +
                     std::to_string(i));
      REQUIRE(look.note(keys.back(), {}).ok());
    }
    CHECK(look.noted() == 1000);
    CHECK(fs::status(path).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
    CHECK(all_of(look, 64) == keys);
  }
  CHECK_FALSE(fs::exists(path));
}

TEST_CASE("second look: a folder that takes no file is an error, and no key is lost silently") {
  const tests::temp_dir folder;
  second_look look{folder / "none/keys", 1};
  REQUIRE(look.note("A", {}).ok());
  CHECK(look.note("B", {}).problem().code == errc::storage_failed);
  CHECK(look.noted() == 1);
}

}  // namespace
}  // namespace acumage::reconcile
