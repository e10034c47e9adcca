// How much memory the node needs to pull and to compare many prices: measured on demand (bench/pull_memory).
#include "tests/process/pull_node.hpp"
#include "tests/process/pulls/comparison.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <string>

namespace acumage::tests {
namespace {

using namespace std::chrono_literals;

/// The most that the process ever had in memory since the last call, in MiB.
std::size_t peak_mib(pid_t process) {
  const auto folder = "/proc/" + std::to_string(process);
  std::ifstream status{folder + "/status"};
  std::size_t kib = 0;
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmHWM:")) kib = std::stoul(line.substr(6));
  std::ofstream{folder + "/clear_refs"} << "5";
  return kib / 1024;
}

TEST_CASE("pull memory: a resync and a reconciliation of ACUMAGE_KEYS prices" * doctest::skip()) {
  const auto* const given = std::getenv("ACUMAGE_KEYS");
  const std::size_t keys = given == nullptr ? 10'000 : std::stoul(given);
  pull_rig all{keys,
               {{"acumatica.page_size", "1000"},
                {"queue.batch_count", "1000"},
                {"queue.threshold_count", "0"}}};
  all.erp.load({.items = keys});
  all.start();
  const auto process = all.node.process();
  MESSAGE(keys << " keys: " << peak_mib(process) << " MiB at the start");
  const auto run = [&](const std::string& entity, const std::string& more) {
    const auto id = all.order(entity, more);
    shown_job job;
    REQUIRE(all.node.wait_for([&] { return (job = all.job(id)).over(); }, 7'200s));
    CHECK_MESSAGE(job.state == "done", job.error);
    REQUIRE(all.node.wait_for([&] { return all.node.stat("journal/unsettled") == 0; }, 7'200s));
    return job;
  };
  CHECK(run("pricing", R"("all":true)").fresh == static_cast<std::int64_t>(keys));
  MESSAGE(keys << " keys: " << peak_mib(process) << " MiB in the first resync");
  CHECK(run("pricing", R"("all":true)").unchanged == static_cast<std::int64_t>(keys));
  MESSAGE(keys << " keys: " << peak_mib(process) << " MiB in a resync without news");
  const auto same = compare(all.node, R"({"entity":"pricing","all":true})", {}, 7'200s);
  CHECK(same.error == "");
  CHECK(same.classes.at("agree") == static_cast<std::int64_t>(keys));
  MESSAGE(keys << " keys: " << peak_mib(process) << " MiB in a reconciliation");
  CHECK(all.node.stop() == 0);
}

}  // namespace
}  // namespace acumage::tests
