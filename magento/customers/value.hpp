// The value of a customer's delivery, read back (policy::encode wrote it).
#pragma once

#include "messages/delivery.hpp"
#include "policy/customer_rules.hpp"

#include <optional>
#include <string>

namespace acumage::magento {

/// Empty: it is none.
std::optional<policy::customer_record> read_customer_value(const std::string& value);

/// Folded e-mail: two customers of the ERP that share it share an account. "": nothing would be sent.
std::string customer_account(const delivery& what);

/// What is missing of it, in words; "": nothing.
std::string customer_lacks(const std::string& value);

}  // namespace acumage::magento
