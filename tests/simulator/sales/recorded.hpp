// The orders of the recorded shop, and in which order its answers were decided.
#pragma once

#include "simulator/sales/sales.hpp"

#include <string>
#include <vector>

namespace acumage::simulator {

/// Orders 1 to 41, there before the first recorded request.
std::vector<order_draft> first_recorded_orders();
/// Orders 42 to 76, placed before row 430.
std::vector<order_draft> later_recorded_orders();

}  // namespace acumage::simulator
