// The bodies of the calls that ship or invoice an order (REST.md 4.1, 4.2).
#pragma once

#include "simulator/router.hpp"
#include "simulator/sales/book.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace acumage::simulator {

enum class sale_kind : std::uint8_t { shipment, invoice };

struct sale_request {
  bool has_items = false;
  /// By order_item_id, the last of equal ids; lines without an id or a quantity have 0.
  std::map<std::int64_t, double> quantities = {};
  std::vector<record> tracks = {};
  std::optional<record> comment = {};
  bool append_comment = false;
  bool has_bad_comment = false;  ///< not an object
  std::optional<std::string> source_code = {};

  /// The quantity to process of a line with this open quantity: all of it when no lines are named,
  /// no more than is open, whole pieces unless the line is sold in parts (rows 443, 449, 452, 467).
  double quantity_of(const order_item& line, double open) const;
};

/// No value: `refused` holds the answer. `multi_source`: source_code is known.
std::optional<sale_request> read_sale(const call& from, sale_kind kind, bool multi_source,
                                      answer& refused);

/// The comment of a request as stored; its number comes from `last`.
sales_comment comment_from(const sale_request& what, std::int64_t& last);

}  // namespace acumage::simulator
