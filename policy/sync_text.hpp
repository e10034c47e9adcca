// How the state of an order or a shipment is written for a comparison of both sides.
#pragma once

#include "policy/order_record.hpp"
#include "policy/shipment_order.hpp"

#include <span>
#include <string>
#include <string_view>

namespace acumage::policy {

/// The status that the store's order has once the record has been sent: of a call the status it
/// leads to ("canceled", "holded"), "not holded" after taking it off hold.
std::string status_text(const order_record& record);

/// Whether an order of this state and status is what the node's way of sending comes to, although
/// the status differs: it never moves an order out of complete or closed, tells a status that
/// belongs to another state as a comment, and takes off hold only what is on hold. An order
/// cancelled on one side alone does not suffice.
bool suffices(const order_record& record, std::string_view state, std::string_view status);

/// "DESK=1 LAMP-07=2": quantities by SKU, summed, in the order of the folded SKUs; "none": nothing is
/// shipped.
std::string lines_text(std::span<const shipment_line> lines);

}  // namespace acumage::policy
