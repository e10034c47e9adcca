// Which orders the store has of many numbers at once: GET /V1/orders (REST.md 4.3).
#pragma once

#include "magento/present_values/reading.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace acumage::magento {

struct shown_order {
  std::int64_t id = 0;
  std::int64_t store = 0;
  std::string state;
  std::string status;
};

struct found_orders {
  std::map<std::string, std::vector<shown_order>> by_value;  ///< folded; a number may have several
  std::map<std::string, present_value> unreadable;           ///< folded values not read, and why
};

/// Orders whose `field` ("increment_id", "ext_order_id") has one of these values. False: an outage.
bool find_orders(reading& by, const char* field, const std::vector<std::string>& values,
                 found_orders& found);

/// Null, with the reason in `instead`: there is none, or none is meant by `store`.
const shown_order* order_of(const found_orders& among, const std::string& number,
                            std::int64_t store, present_value& instead);

/// Each once, without the empty ones.
std::vector<std::string> order_numbers(present_questions questions);

}  // namespace acumage::magento
