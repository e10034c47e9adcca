// A customer account as the store shows it (REST.md 5).
#pragma once

#include "magento/transport.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace acumage::magento {

struct stored_address {
  std::int64_t id = 0;
  std::string first_name;
  std::string last_name;
  std::vector<std::string> street;
  std::string city;
  std::string country;
  std::string postal_code;
  std::string phone;
  std::string region;          ///< "" where there is none
  std::string region_code;     ///< "" where there is none
  std::int64_t region_id = 0;  ///< 0: it is only a text
  bool default_billing = false;
  bool default_shipping = false;
  std::string json;  ///< as the store sent it, to be sent back unchanged
};

struct stored_customer {
  std::int64_t id = 0;
  std::int64_t group = 0;
  std::int64_t website_id = 0;
  std::string email;
  std::string first_name;
  std::string last_name;
  std::vector<stored_address> addresses;
  /// The store listed them. A list that it did not send must not be sent either: it would be
  /// deleted.
  bool shows_addresses = false;
  std::map<std::string, std::string> attributes;  ///< custom ones: code -> value as text

  bool has_default_billing() const;
  bool has_default_shipping() const;
};

/// The account in the answer to a read or a write; empty: there is none in it.
std::optional<stored_customer> read_customer(const answer& reply);
/// The accounts found by a search; empty: this is not a page of accounts.
std::optional<std::vector<stored_customer>> read_customers(const answer& reply);

}  // namespace acumage::magento
