// From what is known of a customer to the account the store should have, by the customer settings (SPEC 7).
#pragma once

#include "messages/customer_fields.hpp"
#include "messages/document.hpp"
#include "policy/ruling.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace acumage::policy {

/// The settings. Names of the ERP are folded because Acumatica's codes do not differ by letter
/// case.
struct customer_options {
  bool enabled = true;
  std::set<std::string> classes;  ///< classes that are sent
  int website_id = 1;
  std::map<std::string, int> groups;  ///< "class/price class" or "class" -> Magento's group
  int default_group = 1;
  /// Attribute of the ERP -> attribute code of the store; empty: none is sent.
  std::map<std::string, std::string> attributes;
};

/// An address with all that the store requires (REST.md 5). `line_2` and `state` have no value when
/// they were never known, or when the state is a number: the store keeps its own.
struct customer_address {
  std::string line_1;
  std::optional<std::string> line_2;
  std::string city;
  std::optional<std::string> state;  ///< code or name, as the ERP has it
  std::string country;               ///< ISO 3166, two capitals
  std::string postal_code;
  std::string phone;
  /// The store's own number of the state, once looked up; 0: none is known. Not part of an encoded
  /// value.
  std::int64_t region_id = 0;
  friend bool operator==(const customer_address&, const customer_address&) = default;
};

/// A customer as the store should have it: the value of a delivery.
struct customer_record {
  /// What must be known first, in words; then no other member is set. Empty: nothing is missing.
  std::string missing;
  std::string email;
  std::string first_name;
  std::string last_name;
  int website_id = 1;
  int group = 1;
  std::optional<customer_address> address;
  std::string remark;  ///< why there is no address; empty when there is one, or none was ever known
  std::map<std::string, std::string> attributes;  ///< code of the store -> value; "" clears
  friend bool operator==(const customer_record&, const customer_record&) = default;
};

/// Compact JSON; equal records have equal texts. magento/customers/value reads it.
std::string encode(const customer_record& record);

/// The reason for a customer whose class is not in the list.
inline constexpr std::string_view class_not_listed = "class";

/// Merges the row's fields into what is known. Returns how many count, that is, are not older than
/// what is known.
std::size_t lay(const customer_fields& row, const version& at, known_document& known);

/// The ruling on all that is known: publish, filter `class_not_listed`, or reject `data`. Lengths
/// and characters are those of REST.md 5 and 8.5, because the store would silently cut or mangle
/// others.
ruling rule_on_customer(const known_document& known, const customer_options& options);

}  // namespace acumage::policy
