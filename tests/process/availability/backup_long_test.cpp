// Backups again and again under load of all five entities: each verifies, and each starts.
#include "backup/restore.hpp"
#include "tests/process/loads/mixed_load.hpp"
#include "tests/support/temp_dir.hpp"

#include <doctest/doctest.h>

#include <sys/wait.h>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <thread>

namespace acumage::tests {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

std::string with_folder(const std::string& config, const fs::path& data) {
  std::ifstream in{config};
  std::ostringstream text;
  for (std::string line; std::getline(in, line);)
    text << (line.starts_with("path = ") ? "path = " + data.string() : line) << "\n";
  return text.str();
}

TEST_CASE("backups under load: every one verifies and starts, and the load goes on") {
  const auto* const given = std::getenv("ACUMAGE_BACKUPS");
  const int wanted = given != nullptr ? std::atoi(given) : 10;
  const auto* const pause = std::getenv("ACUMAGE_BACKUP_PAUSE_MS");
  const std::chrono::milliseconds between{pause != nullptr ? std::atoi(pause) : 300};
  mixed_load all{7};
  auto& node = all.node;
  node.start();
  const temp_dir backups;
  all.start();
  const auto began = std::chrono::steady_clock::now();
  for (int i = 0; i < wanted; ++i) {
    std::this_thread::sleep_for(between);  // the load between two backups
    fs::path path;
    // Two in one second would have one name.
    REQUIRE(node.wait_for([&] {
      const auto made = node.command({"backup", backups.path().string(), "--keep", "3"});
      path = made.out.substr(0, made.out.find(": "));
      return made.code == 0;
    }));
    const temp_dir folder;
    const auto restored = backup::restore({path, folder / "data", true});
    REQUIRE_MESSAGE(restored.ok(), restored.problem().message);
    std::ofstream{folder / "config.ini"} << with_folder(node.config(), folder / "data");
    const auto child = spawn({ACUMAGE_PROGRAM, "run", "--config", (folder / "config.ini").string()},
                             folder.path());
    REQUIRE(node.wait_for([&] { return ports_in(folder.path()).has_value(); }));
    std::int64_t resumed = 0;
    for (const auto* lane : {"pricing", "inventory", "shipment", "customer", "order"})
      resumed += stat_of(ports_in(folder.path())->admin, std::string{"lanes/"} + lane + "/resumed")
                     .value_or(0);
    CHECK(resumed == static_cast<std::int64_t>(restored->unsettled));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  MESSAGE(wanted << " backups in " << took.count() << " s, "
                 << static_cast<double>(all.accepted()) / took.count() << " changes accepted/s");
  all.stop();
  all.come_to_rest();
  all.prices.check(node, all.store);
  all.quantities.check(node, all.store);
  all.documents.check(node, all.store);
  CHECK(node.stop() == 0);
}

}  // namespace
}  // namespace acumage::tests
