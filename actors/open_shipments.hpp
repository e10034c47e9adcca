// Which quantities wait for shipments that the store has not been told of yet (SPEC 6, "Shipments and stock").
#pragma once

#include "messages/change.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace acumage::actors {

/// Shipping takes from a source in the store. A quantity of the ERP that has the shipment in it already
/// must come after it, or the goods are taken twice. Thread-safe: the lane of shipments writes, that of
/// quantities reads. Keys match in any spelling.
class open_shipments {
 public:
  /// A row of the document is unsettled; with it, it takes from these quantities ("LAMP-07@wh_east"). One
  /// that is parked goes on with that.
  void note(const std::string& document, const version& row,
            const std::vector<std::string>& quantities);
  /// Its rows up to this acceptance number are settled, or nothing that the store is told of.
  void release(const std::string& document, std::uint64_t acceptance);
  /// Parked: it may take for ever, so nothing waits for it until it goes on.
  void park(const std::string& document);
  void unpark(const std::string& document);
  /// All that was unsettled at the start has been noted. Before that every quantity waits.
  void caught_up();
  /// Without it, nothing ever waits: the lane of shipments is off.
  void expect_lane();

  /// Must a quantity of that time stamp wait?
  bool hold_back(const std::string& quantity, std::uint64_t stamp) const;

 private:
  struct open_document {
    std::map<std::uint64_t, std::uint64_t> stamps;  // of its rows, by acceptance number
    bool parked = false;
    std::set<std::string> quantities;
  };

  mutable std::mutex mutex_;
  bool complete_ = true;
  std::map<std::string, open_document> documents_;            // by folded key
  std::map<std::string, std::set<std::string>> by_quantity_;  // folded quantity -> documents
};

}  // namespace acumage::actors
