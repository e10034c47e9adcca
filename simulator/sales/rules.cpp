#include "simulator/sales/rules.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <utility>

namespace acumage::simulator {
namespace {

bool is_one_of(std::string_view state, std::initializer_list<std::string_view> states) {
  return std::find(states.begin(), states.end(), state) != states.end();
}

void move_to(order& which, std::string_view state) {
  which.state = state;
  which.status = usual_status(state);
}

/// What is invoiced and not given back keeps the order alive: in process while a line has more to
/// ship than to cancel.
std::string_view state_after_cancel(const order& which) {
  std::string_view state = "canceled";
  for (const auto& line : which.items) {
    if (line.qty_invoiced - line.qty_refunded <= 0) continue;
    if (to_ship(line) > std::min(to_ship(line), to_invoice(line))) return "processing";
    state = "complete";
  }
  return state;
}

}  // namespace

double to_ship(const order_item& line) {
  if ((line.parent_item_id != 0) != line.ships_apart) return 0;
  return std::max(line.qty_ordered - line.qty_shipped - line.qty_refunded - line.qty_canceled, 0.0);
}

double to_invoice(const order_item& line) {
  if ((line.parent_item_id != 0) != line.bills_apart) return 0;
  return std::max(line.qty_ordered - line.qty_invoiced - line.qty_canceled, 0.0);
}

bool can_unhold(const order& which) { return which.state == "holded"; }

bool can_hold(const order& which) {
  return !is_one_of(which.state, {"canceled", "payment_review", "complete", "closed", "holded"});
}

bool can_ship(const order& which) {
  if (which.is_virtual || is_one_of(which.state, {"holded", "payment_review", "canceled"}))
    return false;
  return std::any_of(which.items.begin(), which.items.end(),
                     [](const auto& line) { return !line.is_virtual && to_ship(line) > 0; });
}

bool can_invoice(const order& which) {
  if (is_one_of(which.state, {"holded", "payment_review", "canceled", "complete", "closed"}))
    return false;
  return std::any_of(which.items.begin(), which.items.end(),
                     [](const auto& line) { return to_invoice(line) > 0; });
}

/// Shipping does not stand in the way (transcript rows 399, 510 and 513).
bool can_cancel(const order& which) { return can_invoice(which); }

std::string shipment_problem(const order& which) {
  if (which.is_virtual || is_one_of(which.state, {"holded", "payment_review", "canceled"}))
    return "A shipment cannot be created when an order has a status of " + which.status;
  return can_ship(which) ? "" : "The order does not allow a shipment to be created.";
}

std::string invoice_problem(const order& which) {
  if (is_one_of(which.state, {"holded", "payment_review", "canceled", "complete", "closed"}))
    return "An invoice cannot be created when an order has a status of " + which.status;
  return can_invoice(which) ? "" : "The order does not allow an invoice to be created.";
}

void cancel(order& which) {
  const auto state = state_after_cancel(which);
  for (auto& line : which.items) line.qty_canceled += std::min(to_ship(line), to_invoice(line));
  move_to(which, state);
}

void hold(order& which) {
  which.hold_before_state = which.state;
  which.hold_before_status = which.status;
  move_to(which, "holded");
}

void unhold(order& which) {
  which.state = std::move(which.hold_before_state);
  which.status = std::move(which.hold_before_status);
  which.hold_before_state.clear();
  which.hold_before_status.clear();
}

void put_into_process(order& which) {
  if (which.state == "new") move_to(which, "processing");
}

void settle(order& which) {
  if (which.state == "processing" && !can_invoice(which) && !can_ship(which))
    move_to(which, "complete");
}

std::string_view usual_status(std::string_view state) {
  return state == "new" ? std::string_view{"pending"} : state;
}

}  // namespace acumage::simulator
