// Creates and overwrites accounts like the store (REST.md 5).
#pragma once

#include "simulator/customers/rows.hpp"
#include "simulator/http/exchange.hpp"

#include <cstdint>
#include <string_view>

namespace acumage::simulator {

struct shop;

/// The handling of an address in a country that the store does not know. POST silently drops it
/// (transcript rows 561 and 569), and removes the account when another address is refused. PUT
/// refuses it and keeps the account.
enum class address_care : std::uint8_t { left_out, refused };

/// A new account; the row's number is ignored.
answer create_account(shop& of, const customer_row& row, address_care care);

/// Overwrites the account of this number with the row. Its fields stay written even when its
/// addresses are refused, because the store writes each one before it checks the others.
answer save_account(shop& of, std::int64_t id, const customer_row& row);

/// The account as the row has it, number, website, store view and addresses included.
customer account_from(const customer_row& row, const std::vector<std::string>& known_attributes);

}  // namespace acumage::simulator
