// What a person reads of a first load: the estimate, the comparison, and how it ended.
#pragma once

#include "acumatica/json_tree.hpp"

#include <string>
#include <vector>

namespace acumage::commands {

// `load` is the answer of GET /first-load.

/// Rows of each entity, and about how long reading and sending take.
std::string estimate_text(const acumatica::json_node& load, bool colours);

/// How many values would change, and the largest changes of each entity.
std::string comparison_text(const acumatica::json_node& load, bool colours);

/// What the store gets when the operator agrees, in one sentence.
std::string consent_text(const acumatica::json_node& load);

/// The question for what the load creates; `name` as in the answer: "create_customers".
std::string creation_text(const std::string& name, std::uint64_t count);

/// The lanes that the first load has paused, "pricing inventory"; empty: none.
std::string paused_lanes(const acumatica::json_node& load);
/// Which lanes are still paused, and how they are resumed; empty: none is.
std::string paused_text(const acumatica::json_node& load);

/// How a load ended that is over, with what is to be done next.
std::string ending_text(const acumatica::json_node& load);
/// The exit code of a load that is over: 0 all equal, 3 differences remain, 1 anything else.
int ending_code(const acumatica::json_node& load);

}  // namespace acumage::commands
