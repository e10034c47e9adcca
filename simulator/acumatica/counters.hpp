// What tests and control routes can read of the ERP's traffic.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace acumage::simulator::acumatica {

struct request_counts {
  std::uint64_t all = 0;
  std::map<std::string, std::uint64_t, std::less<>> by_route;  ///< "login", "gi Acumage Price", …
  std::map<int, std::uint64_t> by_status;

  std::uint64_t of(std::string_view route) const {
    const auto found = by_route.find(route);
    return found == by_route.end() ? 0 : found->second;
  }
};

/// Thread-safe.
class counters {
 public:
  void arrived(const std::string& route);
  void answered(int status);

  request_counts count() const;
  /// Blocks until `reached` holds; false: it did not within `at_most`.
  bool wait_for(const std::function<bool(const request_counts&)>& reached,
                std::chrono::milliseconds at_most) const;

 private:
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  request_counts counts_;
};

}  // namespace acumage::simulator::acumatica
