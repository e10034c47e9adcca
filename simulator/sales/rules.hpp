// Which actions an order's state allows, and their effects (REST.md 4.2 and 6, otherwise Magento's code).
#pragma once

#include "simulator/sales/sales.hpp"

#include <string>
#include <string_view>

namespace acumage::simulator {

/// Open quantities; 0 for a part of another line, except one that ships (or is invoiced)
/// separately: then it is 0 for the bundle.
double to_ship(const order_item& line);
double to_invoice(const order_item& line);

bool can_ship(const order& which);
bool can_invoice(const order& which);
bool can_cancel(const order& which);
bool can_hold(const order& which);
bool can_unhold(const order& which);

/// Why no shipment may be made, in Magento's words; empty: one may.
std::string shipment_problem(const order& which);
std::string invoice_problem(const order& which);

void cancel(order& which);
void hold(order& which);
void unhold(order& which);

/// Sets the state after lines were shipped or invoiced, or after a save.
void settle(order& which);
/// The first shipment or invoice moves a new order to processing.
void put_into_process(order& which);

/// The default status of a state: "pending" of "new", otherwise the state's own name.
std::string_view usual_status(std::string_view state);

}  // namespace acumage::simulator
