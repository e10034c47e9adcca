// Decodes a delivery's value for an order (policy/order_record).
#pragma once

#include "policy/order_record.hpp"

#include <string>

namespace acumage::magento {

/// Throws std::runtime_error when it was not written by policy::encode.
policy::order_record read_order_value(const std::string& value);

}  // namespace acumage::magento
