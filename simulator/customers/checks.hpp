// The store's objections to an account, an address and a password, in its own words.
#pragma once

#include "simulator/customers/customers.hpp"
#include "simulator/http/exchange.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace acumage::simulator {

/// The problems with names, e-mail and gender, one per line; empty: none (transcript rows 533 to
/// 553).
std::vector<std::string> problems_of(const customer& what);

/// No value: it may be stored (rows 561 to 569).
std::optional<answer> refuse_address(const customer_address& what);

/// At least eight characters of three kinds, as in a new store (row 552).
std::optional<answer> refuse_password(std::string_view password);

}  // namespace acumage::simulator
