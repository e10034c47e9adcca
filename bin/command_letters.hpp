// `acumage dead-letters list|count|show|replay|discard`.
#pragma once

#include "bin/client_admin.hpp"
#include "bin/command_line.hpp"
#include "bin/terminal.hpp"

#include <string>

namespace acumage::bin {

/// Asks the running node, else the data folder. 1 also when a letter could not be put back.
int perform(const letters_command& what, terminal& to);

/// The filters as the query of a GET: "?entity=pricing&id=3", empty without any.
std::string query_of(const api::name_values& filters);
/// The same as the body of a POST.
std::string json_of(const api::name_values& filters);

}  // namespace acumage::bin
