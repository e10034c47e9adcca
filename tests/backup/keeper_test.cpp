// Backups by order and by schedule, one at a time.
#include "backup/keeper.hpp"
#include "tests/storage/rig.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <filesystem>
#include <thread>

namespace acumage::backup {
namespace {

using namespace std::chrono_literals;
using namespace tests;
using stage = backup_status::stage;

struct kept {
  rig at;
  temp_dir store;
  std::atomic<std::int64_t> now_us{noon_us};
  std::function<source()> from() {
    return [this] { return source{*at.ledger, at.path(), "", now_us}; };
  }
  std::string folder() const { return store.path().string(); }
  template <class Holds>
  bool wait(Holds holds) {
    for (int i = 0; i < 3000; ++i, std::this_thread::sleep_for(10ms))
      if (holds()) return true;
    return false;
  }
};

TEST_CASE("keeper: makes what is ordered, one at a time, and says how it went") {
  kept all;
  keeper of{all.from(), {}, [](const auto&) {}};
  CHECK(of.last().is == stage::none);
  CHECK(of.order({}).problem().code == errc::invalid);
  REQUIRE(of.order({all.folder(), 0}).ok());
  const auto second = of.order({all.folder(), 0});
  if (!second) CHECK(second.problem().code == errc::conflict);
  REQUIRE(all.wait([&] { return of.last().is == stage::done; }));
  CHECK(backups_in(all.folder()).size() == 1);
  all.now_us += second_us;
  REQUIRE(of.order({"/proc/nowhere", 0}).ok());
  REQUIRE(all.wait([&] { return of.last().is == stage::failed; }));
  CHECK(of.last().error.find("/proc/nowhere") != std::string::npos);
  CHECK(of.last().ended_us >= of.last().began_us);
}

TEST_CASE(
    "keeper: the schedule goes on from the newest backup of the folder, and keeps as many "
    "[setting backup.every] [setting backup.keep]") {
  kept all;
  {
    keeper of{all.from(), {{all.folder(), 2}, 60s}, [](const auto&) {}};
    REQUIRE(all.wait([&] { return backups_in(all.folder()).size() == 1; }));
  }
  all.now_us += 59 * second_us;
  keeper of{all.from(), {{all.folder(), 2}, 60s}, [](const auto&) {}};
  std::this_thread::sleep_for(1200ms);  // longer than it looks: nothing is due
  CHECK(backups_in(all.folder()).size() == 1);
  for (int i = 0; i < 2; ++i) {
    all.now_us += 60 * second_us;
    const auto newest = time_of(backups_in(all.folder()).back());
    REQUIRE(all.wait([&] { return time_of(backups_in(all.folder()).back()) > newest; }));
  }
  REQUIRE(all.wait([&] { return of.last().is == stage::done; }));
  CHECK(backups_in(all.folder()).size() == 2);
}

}  // namespace
}  // namespace acumage::backup
