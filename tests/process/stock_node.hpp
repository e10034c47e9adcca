// A store and a node that carries quantities to it: settings, notifications, and what the store was sent.
#pragma once

#include "simulator/store.hpp"
#include "tests/process/node_process.hpp"
#include "tests/support/checked_store.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace acumage::tests {

/// EAST and WEST share the source wh_one, NORTH has wh_north. Incomplete figures are published unless
/// `more` says otherwise.
std::map<std::string, std::string> stock_settings(std::map<std::string, std::string> more = {});

/// "SKU-101" and so on, and the two sources.
std::string stock_sku(std::size_t number);
simulator::store_options stock_shop(std::size_t skus);

/// `quantity` is on hand.
std::string stock_row(const std::string& item, const std::string& warehouse,
                      const std::string& quantity);
std::string stock_notification(const std::string& id, std::uint64_t stamp,
                               const std::vector<std::string>& inserted,
                               const std::vector<std::string>& deleted = {});

/// Rows of each request to write prices or quantities that was answered, in their order. `path_end` is
/// "/base-prices" or "/source-items".
std::vector<std::size_t> writes(const simulator::store& store, std::string_view path_end);

/// A node and its store, both running.
struct stock_rig {
  stock_rig(simulator::store_options shop, std::map<std::string, std::string> settings);

  std::vector<std::size_t> quantity_writes() const { return writes(store, "/source-items"); }
  /// Rows `numbers` with this quantity at EAST, while the lane is paused: all wait when it returns.
  void let_wait(std::size_t rows, const std::string& quantity);
  std::string circuit(const std::string& lane = "inventory");

  checked_store store;
  node_process node;
};

}  // namespace acumage::tests
