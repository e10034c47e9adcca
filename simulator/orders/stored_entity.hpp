// What the database keeps of a saved order, cut to the size of its columns (REST.md 8.5).
#pragma once

#include "simulator/orders/entity.hpp"
#include "simulator/sales/book.hpp"

#include <cstdint>
#include <string>

namespace acumage::simulator {

/// Moves an order's own members out of its columns; the increment id is dropped.
void take_head(record& from, order& to);
/// The same for a line.
void take_item(record& from, order_item& to);

/// A new order; its entity has a payment, and all its rows have their numbers.
stored_order stored_from(order_entity entity, std::int64_t id, const std::string& now);

}  // namespace acumage::simulator
