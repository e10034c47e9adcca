// The state of a traced record: the worst that is true of it.
#pragma once

#include "messages/trace.hpp"

namespace acumage::policy {

trace_state state_of(const traced_record& what);

}  // namespace acumage::policy
