// The store that the measurements deliver to: the simulator in its fast mode, in this process.
#pragma once

#include "bench/changes.hpp"
#include "bench/child.hpp"
#include "simulator/store.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>

namespace acumage::bench {

/// Knows sku(1) to sku(products).
class shop {
 public:
  explicit shop(std::size_t products) : store_{options(products)} {
    if (const auto started = store_.start(); !started) fail(started.problem().message);
  }
  simulator::store& store() { return store_; }
  std::string url() const { return store_.url(); }
  std::uint16_t port() const { return store_.port(); }
  std::uint64_t rows() const { return store_.count().rows_written; }
  /// Blocks until so many rows in all were written.
  void wait_for_rows(std::uint64_t rows) const {
    if (!store_.wait_for([rows](const auto& seen) { return seen.rows_written >= rows; },
                         std::chrono::minutes{5}))
      fail("the store waited in vain for " + std::to_string(rows) + " rows");
  }

 private:
  static simulator::store_options options(std::size_t products) {
    simulator::store_options made;
    made.log_limit = 0;
    made.products.reserve(products);
    for (std::size_t i = 1; i <= products; ++i) made.products.push_back({sku(i), {}, {}});
    return made;
  }

  simulator::store store_;
};

inline std::string_view name_of(subject what) {
  return what == subject::pricing ? "pricing" : "inventory";
}

/// What a node needs beside the defaults of `child` to carry these changes.
inline std::map<std::string, std::string> settings_for(subject what) {
  if (what == subject::pricing) return {};
  return {{"entities.pricing", "false"},
          {"entities.inventory", "true"},
          {"inventory_sync.warehouses", "EAST"},
          {"warehouse_sources.EAST", "default"}};
}

}  // namespace acumage::bench
