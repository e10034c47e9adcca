// What is written to the store about a customer, and what is left unchanged (REST.md 5).
#pragma once

#include "magento/customers/records.hpp"
#include "policy/customer_rules.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace acumage::magento {

/// Body of POST /V1/customers; without a password: the store mails a link to set one.
std::string create_customer_body(const policy::customer_record& record);

/// How the record's address relates to those that the store has.
struct address_plan {
  enum class step : std::uint8_t { none, keep, change, add } what = step::none;
  std::size_t at = 0;  ///< of `keep` and `change`: its place in the stored list
};

/// What the node remembers of the address that it created.
struct own_address {
  std::int64_t id = 0;  ///< 0: none known
  /// What was last sent as a new one: an unanswered attempt may have created it.
  std::optional<policy::customer_record> sent;
};

/// The address that the node created; otherwise the default billing address if street and postcode
/// are equal; otherwise one that is equal in everything; otherwise a new one.
address_plan plan_address(const policy::customer_record& record, const stored_customer& stored,
                          const own_address& own);

/// Body of PUT /V1/customers/{id}; empty: the store already has all of it. A list of addresses
/// replaces the stored one, so it is sent only when an address changes, and then returns every
/// other stored address as it was read. The account stays in its website.
std::optional<std::string> update_customer_body(const policy::customer_record& record,
                                                const stored_customer& stored,
                                                const address_plan& plan);

/// Which address of the reply is the record's; 0: the store has dropped it. `before`: the account
/// for which `plan` was made.
std::int64_t own_address_in(const stored_customer& reply, const policy::customer_record& record,
                            const stored_customer& before, const address_plan& plan);

}  // namespace acumage::magento
