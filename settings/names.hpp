// The spelling of each key in every source, and suggestions for unknown names.
#pragma once

#include "settings/table.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace acumage::settings {

/// The names that a section other than a map accepts: its keys, and `X_file` for each secret X.
std::vector<std::string> names_in(const section_info& section);

/// "delivery", "concurrency.pricing" -> "ACUMAGE__DELIVERY__CONCURRENCY_PRICING".
std::string variable_of(std::string_view section, std::string_view key);

/// The secret that `X_file` belongs to; nullptr for any other name.
const key_info* secret_of_file_key(std::string_view section, std::string_view name);

/// The nearest name in this section, or else the same name in another section, prefixed with that
/// section.
std::string suggest_key(const section_info& section, std::string_view typed);
std::string suggest_section(std::string_view typed);
std::string suggest_variable(std::string_view typed);

}  // namespace acumage::settings
