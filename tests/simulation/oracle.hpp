// Which promises of SPEC 2 a run has kept: judged from what was sent, what the store holds, and what the node says of its end.
#pragma once

#include "messages/dead_letter.hpp"
#include "tests/simulation/erp.hpp"
#include "tests/simulation/flaky_store.hpp"
#include "tests/simulation/simulated_node.hpp"
#include "tests/simulation/world.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace acumage::tests {

/// An accepted row. Two of one key and time stamp (halves, or lines of a shipment) differ in `told` only.
struct accepted_row {
  entity lane = entity::pricing;
  std::uint64_t stamp = 0;
  const told_row* told = nullptr;
};

class oracle {
 public:
  /// Everything is quiet by now.
  /// `own`: entries that are no change of the sender's.
  oracle(world& in, simulated_node& node, flaky_store& store, const erp& sender,
         const std::set<own_entry>& own);

  void judge();

 private:
  void read_book();
  void take(const notice& what);
  void settle_unsure();
  void check_ends();
  void check_letters();
  void check_prices();
  void check_quantities();
  void check_shipments();
  void check_invoices();
  void check_orders();
  void check_customers();
  void check_customer(const std::string& key, std::set<std::string>& emails);

  using name = std::pair<std::uint64_t, std::string>;  ///< time stamp, folded key
  bool is_lost(std::uint64_t stamp, const std::string& key) const;
  /// The newest text of each column that was told of a document, and all rows of it.
  std::map<std::string, std::string> known_of(entity lane, const std::string& key) const;
  std::vector<accepted_row> rows_of(entity lane, const std::string& key) const;

  world& world_;
  simulated_node& node_;
  flaky_store& store_;
  const erp& sender_;
  const std::set<own_entry>& own_;
  std::vector<accepted_row> accepted_;
  std::map<name, std::map<std::uint64_t, std::vector<history_record>>> ends_;  ///< by sequence
  std::map<std::uint64_t, dead_letter> letters_;                               ///< by sequence
  std::set<name> lost_;  ///< ended as letters that are not going to be replayed any more
};

}  // namespace acumage::tests
