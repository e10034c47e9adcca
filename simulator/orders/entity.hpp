// The "entity" of POST /V1/orders, as it is read (REST.md 6).
#pragma once

#include "simulator/sales/record.hpp"

#include <optional>
#include <string>
#include <vector>

namespace acumage::simulator {

/// The first of an order's shipping_assignments.
struct shipping_assignment {
  std::optional<record> address = {};
  std::string method = {};
  bool has_items = false;
};

struct order_entity {
  record head = {};
  std::vector<record> items = {};
  std::optional<record> billing = {};
  std::optional<record> payment = {};
  std::optional<shipping_assignment> shipping = {};
};

/// false: `refused` holds the answer.
bool read_order_entity(const simdjson::dom::element& from, order_entity& to, answer& refused);

/// An address of an order; `inside`: the member that holds it, empty for the body's own.
bool read_order_address(const simdjson::dom::element& from, std::string_view inside, record& to,
                        answer& refused);

/// What the database refuses of an address, a line each, without the last line's end; empty:
/// nothing (transcript row 631).
std::string address_problems(const record& address);

}  // namespace acumage::simulator
