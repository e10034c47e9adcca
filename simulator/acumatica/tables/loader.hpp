// Fills the ERP with made-up records, quickly and without notifications.
#pragma once

#include "simulator/acumatica/tables/database.hpp"

#include <chrono>
#include <cstddef>
#include <string>

namespace acumage::simulator::acumatica {

/// Keys are numbered from 1: SKU-000001, EAST, WEST, NORTH, SOUTH, WH05, …, C000001, SO SO000001 with two lines,
/// whose ExternalRef is 000000001. The shipments are of the first orders, of two lines each.
struct sizes {
  std::size_t items = 0;
  std::size_t warehouses = 0;    ///< each with each item
  std::size_t sales_prices = 0;  ///< one per item, of the first items
  std::size_t customers = 0;
  std::size_t orders = 0;
  std::size_t shipments = 0;  ///< at most the orders
};

/// The rows' times end at `until`, a millisecond apart.
void load(database& to, const sizes& how_many, moment until);

std::string item_number(std::size_t number);       ///< SKU-000001
std::string warehouse_number(std::size_t number);  ///< EAST

}  // namespace acumage::simulator::acumatica
