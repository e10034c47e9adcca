// Reads what a delivery carries of an order (policy/order_record).
#pragma once

#include "policy/order_record.hpp"

#include <string>

namespace acumage::magento {

/// Throws std::runtime_error when it is not what policy::encode writes.
policy::order_record read_order_value(const std::string& value);

}  // namespace acumage::magento
