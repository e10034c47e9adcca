// All that the store takes of an order that was born in the ERP, from what is known of it (SPEC 7, "Order").
#pragma once

#include "messages/document.hpp"
#include "messages/result.hpp"
#include "policy/order_record.hpp"
#include "policy/order_rules.hpp"

#include <string>
#include <string_view>

namespace acumage::policy {

/// "SO SO009120" in its parts; type and number hold no blank between them.
struct order_key {
  std::string_view type;
  std::string_view number;
};
order_key split_order_key(std::string_view key);

/// The number that the store's order has: prefix, type, '-', number.
std::string created_number(std::string_view key, const order_options& options);

/// errc::invalid, in words, when something is missing or makes no sense to the store. Lengths and bounds:
/// REST.md 8.5; the rest the store would take unchecked (REST.md 6).
result<new_order> new_order_of(const known_document& known, const order_options& options);

}  // namespace acumage::policy
