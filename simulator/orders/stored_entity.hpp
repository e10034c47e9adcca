// What the database keeps of an order that was saved: its own members apart from the other columns,
// all cut as the columns cut them (REST.md 8.5).
#pragma once

#include "simulator/orders/entity.hpp"
#include "simulator/sales/book.hpp"

#include <cstdint>
#include <string>

namespace acumage::simulator {

/// Moves what is sent of an order's own members out of its columns; the increment id is dropped.
void take_head(record& from, order& to);
/// Likewise of a line.
void take_item(record& from, order_item& to);

/// A new order; its entity has a payment, and all its rows have their numbers.
stored_order stored_from(order_entity entity, std::int64_t id, const std::string& now);

}  // namespace acumage::simulator
