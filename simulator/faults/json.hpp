// Faults as JSON, for processes that are not linked with the simulator.
#pragma once

#include "messages/result.hpp"
#include "simulator/faults/fault.hpp"
#include "simulator/faults/rules.hpp"

#include <string>
#include <string_view>

namespace acumage::simulator {

/// {"answer":"reset","effect":"applied","latency_ms":0,"late_ms":0,"limit":0,"retry_after_s":5,
/// "method":"POST","path":"base-prices","sku":"A-1","skip":0,"count":1,"every":1,"probability":1,
/// "seed":1,"lasts_ms":0}
/// Every member is optional; unknown ones are errors. errc::invalid.
result<fault> fault_from_json(std::string_view json);

std::string to_json(const armed_fault& what);

}  // namespace acumage::simulator
