// As long as is wanted: mixed load with faults, and far more than the store can take. Does anything grow? See tests/soak.
#include "tests/process/loads/mixed_load.hpp"

#include <doctest/doctest.h>
#include <httplib.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <thread>
#include <vector>

namespace acumage::tests {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;
namespace fs = std::filesystem;

/// What of a process or a folder is looked at, once a sample.
struct sample {
  double minutes = 0;
  double memory_mb = 0;
  double database_mb = 0;  ///< of memory_mb: memtables, cache, indexes
  double descriptors = 0;
  double disk_mb = 0;
  double stats_ms = 0;  ///< how long GET /stats took
};

double resident_mb(pid_t process) {
  std::ifstream file{"/proc/" + std::to_string(process) + "/status"};
  for (std::string line; std::getline(file, line);)
    if (line.starts_with("VmRSS:")) return std::stod(line.substr(6)) / 1024;
  return 0;
}

/// Of GET /metrics, in MB.
double database_mb(const std::string& metrics) {
  double bytes = 0;
  const std::string name = "\nacumage_storage_memory_bytes{";
  for (auto at = metrics.find(name); at != std::string::npos; at = metrics.find(name, at + 1))
    bytes += std::stod(metrics.substr(metrics.find(' ', at)));
  return bytes / 1'048'576;
}

template <class Iterator>
double count(const fs::path& folder, double (*weight)(const fs::directory_entry&)) {
  double sum = 0;
  std::error_code gone;  // files come and go
  for (Iterator at{folder, gone}, end; !gone && at != end; at.increment(gone)) sum += weight(*at);
  return sum;
}

sample look(node_process& node, steady_clock::time_point began) {
  sample now;
  now.minutes = std::chrono::duration<double, std::ratio<60>>(steady_clock::now() - began).count();
  now.memory_mb = resident_mb(node.process());
  now.descriptors = count<fs::directory_iterator>("/proc/" + std::to_string(node.process()) + "/fd",
                                                  [](const fs::directory_entry&) { return 1.0; });
  now.disk_mb =
      count<fs::recursive_directory_iterator>(node.data(), [](const fs::directory_entry& each) {
        std::error_code gone;
        const auto size = each.is_regular_file(gone) ? each.file_size(gone) : 0;
        return gone ? 0 : static_cast<double>(size) / 1'048'576;
      });
  now.database_mb = database_mb(node.get("/metrics").body);
  const auto asked = steady_clock::now();
  CHECK(node.get("/stats").status == 200);
  now.stats_ms = std::chrono::duration<double, std::milli>(steady_clock::now() - asked).count();
  return now;
}

/// Of the second half, when everything has found its level: least squares, per hour.
double slope(const std::vector<sample>& all, double sample::*what) {
  const auto from = all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2);
  const auto size = static_cast<double>(std::distance(from, all.end()));
  double x = 0;
  double y = 0;
  for (auto at = from; at != all.end(); ++at) {
    x += at->minutes / size;
    y += (*at).*what / size;
  }
  double above = 0;
  double below = 0;
  for (auto at = from; at != all.end(); ++at) {
    above += (at->minutes - x) * ((*at).*what - y);
    below += (at->minutes - x) * (at->minutes - x);
  }
  return below == 0 ? 0 : 60 * above / below;
}

void tell(const char* name, const std::vector<sample>& all, double sample::*what) {
  std::vector<double> values;
  for (const auto& each : all) values.push_back(each.*what);
  std::sort(values.begin(), values.end());
  MESSAGE(std::string{name} << ": median " << values[values.size() / 2] << ", most "
                            << values.back() << ", grows by " << slope(all, what) << " an hour");
}

/// One look every `every` until `minutes` are over.
std::vector<sample> watch(node_process& node, double minutes, std::chrono::duration<double> every) {
  const auto began = steady_clock::now();
  std::vector<sample> seen;
  while (seen.empty() || seen.back().minutes < minutes) {
    std::this_thread::sleep_for(every);  // the clock of the samples
    seen.push_back(look(node, began));
  }
  return seen;
}

void tell_all(const std::vector<sample>& seen) {
  tell("memory, MB", seen, &sample::memory_mb);
  tell("of it the database, MB", seen, &sample::database_mb);
  tell("descriptors", seen, &sample::descriptors);
  tell("data folder, MB", seen, &sample::disk_mb);
  tell("GET /stats, ms", seen, &sample::stats_ms);
}

TEST_CASE("soak: nothing grows under mixed load with faults" *
          doctest::skip(std::getenv("ACUMAGE_SOAK") == nullptr)) {
  const auto minutes = std::atof(std::getenv("ACUMAGE_SOAK"));
  mixed_load all{std::random_device{}(),
                 {{"history.max_bytes", "20971520"}, {"intake.max_duplicates", "100000"}}};
  all.node.start();
  all.start(20ms);  // up to 300 requests a second, so that it can run beside other work
  const auto seen = watch(all.node, minutes, 5s);
  all.stop();
  all.come_to_rest();
  MESSAGE(all.accepted() << " changes accepted in " << seen.back().minutes << " minutes");
  tell_all(seen);
  CHECK(all.node.stop() == 0);
}

/// Prices of ten thousand products, each new, as fast as the node answers; what is refused comes again.
class flood {
 public:
  explicit flood(node_process& to) {
    for (unsigned i = 0; i < 4; ++i)
      threads_.emplace_back([this, i, port = to.intake_port()] { send(i, port); });
  }
  ~flood() {
    going_ = false;
    for (auto& each : threads_) each.join();
  }
  flood(const flood&) = delete;
  flood& operator=(const flood&) = delete;
  std::uint64_t offered() const { return offered_; }
  std::uint64_t accepted() const { return accepted_; }

 private:
  static constexpr int rows = 50;
  void send(unsigned who, std::uint16_t port) {
    httplib::Client to{"127.0.0.1", port};
    to.set_tcp_nodelay(true);
    to.set_keep_alive(true);
    for (std::uint64_t round = 1; going_; ++round) {
      std::string body;
      for (int i = 0; i < rows; ++i) {
        const auto number = round * rows + static_cast<unsigned>(i);
        body += R"({"entity":"pricing","version":)" + std::to_string(number) +
                R"(,"fields":{"InventoryID":"FLOOD-)" + std::to_string(who) + "-" +
                std::to_string(number % 2500) + R"(","DefaultPrice":)" +
                std::to_string(number % 1'000'000) + "}}\n";
      }
      const auto answer = to.Post("/changes", body, "application/x-ndjson");
      offered_ += rows;
      if (answer && answer->status == 200) accepted_ += rows;
      if (!answer || answer->status != 200) std::this_thread::sleep_for(1ms);  // the flood's pace
    }
  }
  std::atomic<bool> going_{true};
  std::atomic<std::uint64_t> offered_{0};
  std::atomic<std::uint64_t> accepted_{0};
  std::vector<std::thread> threads_;
};

TEST_CASE("overload: five times of what the store takes is refused, and nothing grows" *
          doctest::skip(std::getenv("ACUMAGE_OVERLOAD") == nullptr)) {
  simulator::store_options shop;
  shop.products.reserve(10'000);
  for (int who = 0; who < 4; ++who)
    for (int i = 0; i < 2500; ++i)
      shop.products.push_back({"FLOOD-" + std::to_string(who) + "-" + std::to_string(i), {}, {}});
  simulator::store store{shop};
  REQUIRE(store.start().ok());
  simulator::fault slow;  // 25 prices in 50 ms: 500 a second
  slow.latency = 50ms;
  slow.effect = simulator::fault_effect::applied;
  store.inject(slow);
  node_process node{store.url(),
                    {{"intake.max_unsettled", "5000"},
                     {"history.max_bytes", "20971520"},
                     {"intake.max_duplicates", "100000"}}};
  node.start();
  std::vector<sample> seen;
  std::uint64_t offered = 0;
  std::uint64_t accepted = 0;
  {
    const flood all{node};
    seen = watch(node, std::atof(std::getenv("ACUMAGE_OVERLOAD")), 500ms);
    offered = all.offered();
    accepted = all.accepted();
  }
  const auto seconds = 60 * seen.back().minutes;
  const auto sent = static_cast<double>(store.count().rows_written);
  const auto a_second = [&](auto count) {
    return std::llround(static_cast<double>(count) / seconds);
  };
  MESSAGE("a second: " << a_second(offered) << " changes offered, " << a_second(accepted)
                       << " accepted, " << a_second(sent) << " sent");
  tell_all(seen);
  std::vector<double> asked;
  for (const auto& each : seen) asked.push_back(each.stats_ms);
  std::sort(asked.begin(), asked.end());
  MESSAGE("GET /stats, ms: 99 of 100 within " << asked[asked.size() * 99 / 100]);
  CHECK(static_cast<double>(offered) > 5 * sent);
  store.clear_faults();
  REQUIRE(node.wait_for([&] { return node.stat("journal/unsettled") == 0; }, 120s));
  CHECK(node.stat("dead_letters/total") == 0);
  CHECK(node.stop() == 0);
}

}  // namespace
}  // namespace acumage::tests
