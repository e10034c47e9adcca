// docs/settings.md as the table and its details have it, so that guide and program cannot drift apart.
#pragma once

#include <string>

namespace acumage::settings {

/// Markdown: every section, map and key with its default, unit, bounds, what happens, and an example.
std::string settings_guide();

}  // namespace acumage::settings
