// All five entities at once against a store that is not well: what the kill loop and the soak are made of.
#pragma once

#include "tests/process/loads/document_load.hpp"
#include "tests/process/loads/load.hpp"
#include "tests/process/loads/stock_load.hpp"
#include "tests/process/node_process.hpp"
#include "tests/support/checked_store.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>

namespace acumage::tests {

/// The store, the node (not started yet) and senders of changes.
struct mixed_load {
  explicit mixed_load(std::uint32_t seed, std::map<std::string, std::string> settings = {});

  /// The senders, each with this pause between two requests.
  void start(std::chrono::milliseconds pause = {});
  void stop();
  std::uint64_t accepted() const {
    return prices.accepted() + quantities.accepted() + documents.accepted();
  }
  /// Connections that the store broke off so far.
  std::size_t resets() const;
  /// The store is well again, and everything comes to its end. Fails the running doctest case.
  void come_to_rest();

  checked_store store;
  node_process node;
  price_load prices;
  stock_load quantities;
  document_load documents;
};

}  // namespace acumage::tests
