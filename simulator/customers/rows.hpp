// The bodies of the customer endpoints: known and present members, and PHP's conversion of their types.
#pragma once

#include "simulator/customers/customers.hpp"
#include "simulator/http/exchange.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace simdjson::dom {
class element;
}  // namespace simdjson::dom

namespace acumage::simulator {

/// Texts by member; null counts as missing.
template <class Record>
using given_texts = std::vector<std::pair<std::string Record::*, std::string>>;

struct address_row {
  given_texts<customer_address> texts = {};
  std::optional<std::int64_t> id = {};
  std::optional<std::int64_t> region_id = {};
  std::optional<std::vector<std::string>> street = {};
  std::optional<bool> default_billing = {};
  std::optional<bool> default_shipping = {};

  /// Leaves missing members unchanged. The account handles defaults.
  void apply_to(customer_address& to) const;
};

struct customer_row {
  given_texts<customer> texts = {};
  std::optional<std::int64_t> id = {};
  std::optional<std::int64_t> group_id = {};
  std::optional<std::int64_t> website_id = {};
  std::optional<std::int64_t> store_id = {};
  std::optional<std::int64_t> gender = {};
  std::optional<std::int64_t> disable_auto_group_change = {};
  std::optional<std::int64_t> default_billing = {};
  std::optional<std::int64_t> default_shipping = {};
  std::optional<bool> is_subscribed = {};
  std::optional<std::vector<address_row>> addresses = {};
  std::vector<std::pair<std::string, std::string>> custom_attributes = {};  ///< code, value

  /// Leaves missing members unchanged; takes only `known` custom attributes. Does not set the
  /// number, the website, the store view or the addresses.
  void apply_to(customer& to, const std::vector<std::string>& known) const;
};

/// false: the whole call is refused.
bool read_customer(const simdjson::dom::element& value, customer_row& to, answer& refused);

}  // namespace acumage::simulator
