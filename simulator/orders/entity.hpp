// The "entity" of POST /V1/orders, as read from the request (REST.md 6).
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

/// An address of an order; `inside`: the member that contains it, empty for the body's own.
bool read_order_address(const simdjson::dom::element& from, std::string_view inside, record& to,
                        answer& refused);

/// The database's objections to an address, one per line, without the final line end; empty: none
/// (transcript row 631).
std::string address_problems(const record& address);

}  // namespace acumage::simulator
