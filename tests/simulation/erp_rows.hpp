// What there is in the ERP and in the store of a run, and rows as Acumatica writes them.
#pragma once

#include "tests/simulation/erp.hpp"

#include <string>
#include <utility>
#include <vector>

namespace acumage::tests {

std::vector<erp_shipment> shipments_of_a_run();
/// The order that the store gets during the run.
void place_late_order(flaky_store& store);

/// A JSON object; values are JSON already.
using columns = std::vector<std::pair<std::string, std::string>>;
std::string json_of(const columns& row);
std::string quoted(const std::string& text);

}  // namespace acumage::tests
