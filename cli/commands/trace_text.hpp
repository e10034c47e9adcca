// The trace of a key as text for people.
#pragma once

#include "acumatica/json_tree.hpp"
#include "cli/terminal/terminal.hpp"

#include <string>

namespace acumage::commands {

/// Times are local; the text says which zone.
std::string trace_text(const acumatica::json_node& trace, const terminal::terminal& on);

}  // namespace acumage::commands
