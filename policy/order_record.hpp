// What a delivery contains for an order in the store.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace acumage::policy {

/// The action that gives the store's order the status.
enum class order_action : std::uint8_t { comment, cancel, hold, unhold };

struct order_person {
  std::string first_name;
  std::string last_name;
  std::vector<std::string> street;  ///< one or two lines
  std::string city;
  std::string region;   ///< may be empty
  std::string country;  ///< two capitals
  std::string postal_code;
  std::string phone;
  /// The store's own number of the region, once looked up; 0: none is known. Not part of an encoded
  /// value.
  std::int64_t region_id = 0;
  friend bool operator==(const order_person&, const order_person&) = default;
};

/// Figures are exact decimals in their shortest form, at most four places.
struct order_line {
  std::string sku;  ///< as the ERP spells it
  std::string quantity;
  std::string price;
  std::string extended;
  friend bool operator==(const order_line&, const order_line&) = default;
};

/// Everything needed to create an order that the store does not have yet.
struct new_order {
  int store_id = 0;
  std::string payment_method;
  std::string shipping_method;
  std::string email;
  std::string currency;
  std::string total;
  std::string subtotal;  ///< of the lines
  std::vector<order_line> lines;
  order_person billing;
  order_person shipping;
  friend bool operator==(const new_order&, const new_order&) = default;
};

struct order_record {
  /// Why nothing can be sent yet: it waits for a later row. Empty: it can.
  std::string waits{};
  std::string number{};   ///< the store's order number
  std::string erp_key{};  ///< of an order created in the ERP, which the store may also know by it
  order_action action = order_action::comment;
  std::string status{};               ///< Magento's status for a comment
  std::string state{};                ///< the state of the status; empty: the setting names none
  std::optional<new_order> create{};  ///< if the store does not have it
  friend bool operator==(const order_record&, const order_record&) = default;
};

/// Compact JSON; magento/orders/value reads it. Equal records have equal texts, so that an
/// unchanged status is detected.
std::string encode(const order_record& record);

/// "comment", "cancel", …
const char* to_string(order_action which);

}  // namespace acumage::policy
