// Shipments as stored and as shown.
#pragma once

#include "simulator/sales/book.hpp"

#include <string>

namespace acumage::simulator {

/// Adds a track, cut as its columns cut it, with the next number (REST.md 8.5).
void add_track(stored_shipment& to, record track, sales_numbers& last);

std::string shipment_json(const stored_shipment& what, const stored_order& of);

/// A comment of a shipment or an invoice, `parent_id`.
std::string note_json(const sales_comment& what, std::int64_t parent_id);

}  // namespace acumage::simulator
