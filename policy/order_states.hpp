// Which state of an order a status belongs to: the store takes it in that state only (REST.md 6).
#pragma once

#include "policy/order_record.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace acumage::policy {

/// A status as a setting writes it: "picked", or "processing/picked" with the state it is assigned to.
struct named_status {
  std::string_view state;  ///< empty: the setting names none
  std::string_view status;
};
named_status split_status(std::string_view mapped);

/// Magento's states, in the order in which an order goes through them.
const std::vector<std::string_view>& magento_states();

/// The states that a status of Magento's own belongs to, whatever its letter case; none: it is not one.
std::vector<std::string_view> states_of_own(std::string_view status);

/// What a setting's text is done with: a call by Magento's own names (`cancel`, `canceled`, `hold`, `holded`,
/// `unhold`), else a status.
void set_status(order_record& record, std::string_view mapped);

/// The record's state when it has one, else those of Magento's own status; none: nobody knows.
std::vector<std::string_view> states_of(const order_record& record);
/// Does the record's status belong to this state, as far as is known?
bool belongs(const order_record& record, std::string_view state);

}  // namespace acumage::policy
