// Decodes the value of a customer's delivery (written by policy::encode).
#pragma once

#include "messages/delivery.hpp"
#include "policy/customer_rules.hpp"

#include <optional>
#include <string>

namespace acumage::magento {

/// Empty: the text is not one.
std::optional<policy::customer_record> read_customer_value(const std::string& value);

/// Folded e-mail: two ERP customers with the same one share an account. "": nothing would be sent.
std::string customer_account(const delivery& what);

/// What it lacks, in words; "": nothing.
std::string customer_lacks(const std::string& value);

}  // namespace acumage::magento
