// An hour, or as long as is wanted, of mixed load with faults: does anything grow? See tests/soak.
#include "tests/process/mixed_load.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
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
  MESSAGE(name << ": median " << values[values.size() / 2] << ", most " << values.back()
               << ", grows by " << slope(all, what) << " an hour");
}

TEST_CASE("soak: nothing grows under mixed load with faults" *
          doctest::skip(std::getenv("ACUMAGE_SOAK") == nullptr)) {
  const auto minutes = std::atof(std::getenv("ACUMAGE_SOAK"));
  mixed_load all{std::random_device{}(),
                 {{"history.max_bytes", "20971520"}, {"intake.max_duplicates", "100000"}}};
  all.node.start();
  all.start();
  const auto began = steady_clock::now();
  std::vector<sample> seen;
  while (seen.empty() || seen.back().minutes < minutes) {
    std::this_thread::sleep_for(std::chrono::duration<double>{std::min(5.0, minutes)});
    seen.push_back(look(all.node, began));
  }
  all.stop();
  all.come_to_rest();
  MESSAGE(all.accepted() << " changes accepted in " << seen.back().minutes << " minutes");
  tell("memory, MB", seen, &sample::memory_mb);
  tell("descriptors", seen, &sample::descriptors);
  tell("data folder, MB", seen, &sample::disk_mb);
  tell("GET /stats, ms", seen, &sample::stats_ms);
  CHECK(all.node.stop() == 0);
}

}  // namespace
}  // namespace acumage::tests
