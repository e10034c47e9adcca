// Customers as the store writes them.
#pragma once

#include "simulator/customers/customers.hpp"

#include <string>

namespace acumage::simulator {

std::string to_json(const customer& what);
std::string to_json(const customer_group& what);

}  // namespace acumage::simulator
