// The version of this build.
#pragma once

#include <string>

namespace acumage::settings {

/// Such as "0.2.0", as in CMakeLists.txt.
std::string build_version();

}  // namespace acumage::settings
