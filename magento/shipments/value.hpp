// A shipment as its delivery carries it, read back.
#pragma once

#include "policy/shipment_order.hpp"

#include <optional>
#include <string>

namespace acumage::magento {

/// Decodes the output of policy::encode; empty: the text is not one.
std::optional<policy::shipment_order> read_shipment_order(const std::string& value);

}  // namespace acumage::magento
