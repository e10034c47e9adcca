// The store's regions of a country: GET /V1/directory/countries/{id} (REST.md 5).
#pragma once

#include "magento/transport.hpp"

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace acumage::magento {

struct store_region {
  std::int64_t id = 0;
  std::string code;
  std::string name;
};

/// By country, as reported by the store; none if it has no list for the country. Kept for the life
/// of the process. Thread-safe.
class region_memory {
 public:
  std::optional<std::vector<store_region>> of(const std::string& country) const;
  void learn(const std::string& country, std::vector<store_region> regions);

 private:
  mutable std::mutex mutex_;
  std::map<std::string, std::vector<store_region>> countries_;
};

/// `country`: two capitals. Needs no permission (T:1112).
request regions_request(const std::string& country);
/// None when the store does not have the country; empty when the answer is neither.
std::optional<std::vector<store_region>> read_regions(const answer& reply);

/// The number of the region with this code or name, in any letter case; 0: there is none.
std::int64_t region_id_of(const std::vector<store_region>& regions, std::string_view state);

/// Why a state is sent as text only; empty: it has a number, or its country has no list.
std::string region_remark(const std::vector<store_region>& regions, std::string_view state,
                          std::string_view country);

}  // namespace acumage::magento
