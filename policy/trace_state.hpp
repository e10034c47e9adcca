// The state of a traced record: the worst that is true of it.
#pragma once

#include "messages/trace.hpp"

#include <string>

namespace acumage::policy {

trace_state state_of(const traced_record& what);

/// `state` as a sentence without its full stop, with its reason.
std::string headline_of(const traced_record& what);

}  // namespace acumage::policy
