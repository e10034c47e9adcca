// What may be done with an order in its state, and what becomes of it (REST.md 4.2 and 6, and the
// code of Magento's Order, Order\Item and Handler\State where they are silent).
#pragma once

#include "simulator/sales/sales.hpp"

#include <string>
#include <string_view>

namespace acumage::simulator {

/// Open quantities; 0 for a part of another line, but for one that ships (or is invoiced) apart: then it is
/// 0 for the bundle.
double to_ship(const order_item& line);
double to_invoice(const order_item& line);

bool can_ship(const order& which);
bool can_invoice(const order& which);
bool can_cancel(const order& which);
bool can_hold(const order& which);
bool can_unhold(const order& which);

/// Why no shipment may be made, as Magento words it; empty: one may.
std::string shipment_problem(const order& which);
std::string invoice_problem(const order& which);

void cancel(order& which);
void hold(order& which);
void unhold(order& which);

/// Sets the state after lines were shipped or invoiced, or after a save.
void settle(order& which);
/// The first shipment or invoice puts a new order into process.
void put_into_process(order& which);

/// The status that a state has by default: "pending" of "new", else the state's own name.
std::string_view usual_status(std::string_view state);

}  // namespace acumage::simulator
