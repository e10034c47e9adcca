// The value of a customer's delivery, read back (policy::encode wrote it).
#pragma once

#include "policy/customer_rules.hpp"

#include <optional>
#include <string>

namespace acumage::magento {

/// Empty: it is none.
std::optional<policy::customer_record> read_customer_value(const std::string& value);

}  // namespace acumage::magento
