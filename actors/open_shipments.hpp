// Which quantities wait for shipments that have not been sent to the store yet (SPEC 6, "Shipments and stock").
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

/// Shipping deducts from a source in the store. An ERP quantity that already includes the shipment
/// must be sent after it; otherwise the goods are deducted twice. Thread-safe: the lane of
/// shipments writes, that of quantities reads. Keys match in any spelling.
class open_shipments {
 public:
  /// A row of the document is unsettled and, with that row, the document deducts from these
  /// quantities ("LAMP-07@wh_east"). A parked document resumes.
  void note(const std::string& document, const version& row,
            const std::vector<std::string>& quantities);
  /// Its rows up to this acceptance number are settled, or contain nothing for the store.
  void release(const std::string& document, std::uint64_t acceptance);
  /// Parked, perhaps for ever: nothing waits for it until it resumes.
  void park(const std::string& document);
  void unpark(const std::string& document);
  /// All that was unsettled at the start has been noted. Until then every quantity waits.
  void caught_up();
  /// If this is never called, nothing ever waits: the lane of shipments is off.
  void expect_lane();

  /// Whether a quantity of that time stamp must wait.
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
