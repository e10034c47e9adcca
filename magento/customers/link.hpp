// The link of an ERP customer: its account in the store, and the address there that is the ERP's.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace acumage::magento {

/// As text "42", or "42 17" with the address.
struct customer_link {
  std::int64_t account = 0;  ///< 0: none
  std::int64_t address = 0;  ///< 0: none
};

/// None when the text is not a link.
customer_link read_customer_link(std::string_view text);
std::string write_customer_link(const customer_link& link);

}  // namespace acumage::magento
