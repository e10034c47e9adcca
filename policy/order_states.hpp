// Which state of an order a status belongs to: the store accepts it in that state only (REST.md 6).
#pragma once

#include "policy/order_record.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace acumage::policy {

/// A status as written in a setting: "picked", or "processing/picked" with the state it is assigned
/// to.
struct named_status {
  std::string_view state;  ///< empty: the setting names none
  std::string_view status;
};
named_status split_status(std::string_view mapped);

/// Magento's states, in the order in which an order passes through them.
const std::vector<std::string_view>& magento_states();

/// The states that one of Magento's own statuses belongs to, in any letter case; none: it is not
/// one.
std::vector<std::string_view> states_of_own(std::string_view status);

/// The meaning of a setting's text: a call by Magento's own names (`cancel`, `canceled`, `hold`,
/// `holded`, `unhold`), otherwise a status.
void set_status(order_record& record, std::string_view mapped);

/// The record's state if it has one, otherwise those of Magento's own status; none: unknown.
std::vector<std::string_view> states_of(const order_record& record);
/// Whether the record's status belongs to this state, as far as is known.
bool belongs(const order_record& record, std::string_view state);

}  // namespace acumage::policy
