// Generates docs/settings.md from the table and its details, so that guide and program cannot drift
// apart.
#pragma once

#include <string>

namespace acumage::settings {

/// Markdown: every section, map and key with its default, unit, bounds, effect and example.
std::string settings_guide();

}  // namespace acumage::settings
