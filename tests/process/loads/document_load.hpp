// Concurrent senders of shipments, customers and orders, in parts, and the check that nothing happened twice.
#pragma once

#include "simulator/store.hpp"
#include "tests/process/loads/senders.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace acumage::tests {

/// Each change has a number of its own, which is its time stamp. The orders that shipments and statuses are
/// about are placed in the store when their first change is made.
class document_load {
 public:
  struct options {
    std::size_t senders = 2;
    std::uint32_t seed = 1;
  };
  document_load(simulator::store& shop, options how);

  /// What a node needs to carry them, and what a shop must sell.
  static std::map<std::string, std::string> settings();
  static void stock(simulator::store_options& shop);

  void start(const node_process& node, std::chrono::milliseconds pause = {}) {
    from_.start(node, pause);
  }
  void stop() { from_.stop(); }
  std::uint64_t accepted() const { return from_.accepted_count(); }
  std::uint64_t duplicates() const { return from_.duplicates(); }

  /// After everything is settled: each accepted change has exactly one end and none is a letter; each
  /// shipment has its lines and its track once and is invoiced once; each customer has one account with the
  /// newest of each field; each order has the newest status, each born order is there once, and no comment
  /// twice. Throws doctest failures.
  void check(node_process& node, const simulator::store& store) const;

 private:
  enum class kind : std::uint8_t { shipment, customer, order, born };
  struct issue {
    kind what = kind::shipment;
    std::size_t document = 0;
    int part =
        0;  ///< of a shipment: its line; of a customer: which field; of an order: which status
  };
  using numbers = std::map<std::uint64_t, issue>;

  parcel make(std::mt19937& random);
  std::vector<issue> next(std::mt19937& random);
  std::string text_of(std::uint64_t number, const issue& of) const;
  void check_shipments(const numbers& known, const simulator::store& store) const;
  void check_customers(const numbers& known, const simulator::store& store) const;
  void check_orders(const numbers& known, const simulator::store& store) const;

  simulator::store& shop_;
  numbers issued_;
  std::array<std::size_t, 4> documents_{};  // begun so far, of each kind
  std::vector<std::uint64_t> late_;         // held back: sent after newer ones
  senders from_;                            // last: its threads use the others
};

}  // namespace acumage::tests
