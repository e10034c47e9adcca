// How the sources spell each key, and what was meant by a name that is none.
#pragma once

#include "settings/table.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace acumage::settings {

/// What can be written in a section that is no map: its keys, and `X_file` beside each secret X.
std::vector<std::string> names_in(const section_info& section);

/// "delivery", "concurrency.pricing" -> "ACUMAGE__DELIVERY__CONCURRENCY_PRICING".
std::string variable_of(std::string_view section, std::string_view key);

/// The secret that `X_file` belongs to; nullptr when the name is none of that kind.
const key_info* secret_of_file_key(std::string_view section, std::string_view name);

/// The near name in this section, else the same name in another section, with that section before
/// it.
std::string suggest_key(const section_info& section, std::string_view typed);
std::string suggest_section(std::string_view typed);
std::string suggest_variable(std::string_view typed);

}  // namespace acumage::settings
