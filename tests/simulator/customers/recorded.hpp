// The customers of the recorded shop, and how what its clock wrote is compared.
#pragma once

#include "simulator/customers/customers.hpp"

#include <string>
#include <vector>

namespace acumage::simulator {

/// Those that were there before the first recorded request.
std::vector<customer> recorded_customers();

/// The text without the times of rows, the protect codes of orders and the numbers of error
/// reports, which are others each time.
std::string without_moments(const std::string& json);

}  // namespace acumage::simulator
