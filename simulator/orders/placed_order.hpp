// The database values of a shopper's order that the order itself omits; all follow from its lines (row 319).
#pragma once

#include "simulator/sales/book.hpp"

namespace acumage::simulator {

record placed_order_columns(const stored_order& of);
record placed_item_columns(const stored_order& of, const order_item& line);
record placed_payment(const stored_order& of);
/// `type`: "billing" or "shipping"; empty when the order has no such address.
record placed_address(const stored_order& of, std::string_view type);
/// Of the shipping in shipping_assignments.
record placed_shipping_total(const stored_order& of);

}  // namespace acumage::simulator
