// From what is known of an order created in the ERP to what the store needs to create it (SPEC 7, "Order").
#pragma once

#include "messages/document.hpp"
#include "messages/result.hpp"
#include "policy/order_record.hpp"
#include "policy/order_rules.hpp"

#include <string>
#include <string_view>

namespace acumage::policy {

/// "SO SO009120" split into its parts; type and number contain no blank.
struct order_key {
  std::string_view type;
  std::string_view number;
};
order_key split_order_key(std::string_view key);

/// The order number in the store: prefix, type, '-', number.
std::string created_number(std::string_view key, const order_options& options);

/// errc::invalid, in words, when a value is missing or invalid for the store. Lengths and bounds:
/// REST.md 8.5; the store would accept the rest unchecked (REST.md 6).
result<new_order> new_order_of(const known_document& known, const order_options& options);

}  // namespace acumage::policy
