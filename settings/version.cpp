#include "settings/version.hpp"

#ifndef ACUMAGE_VERSION
#error "the build defines ACUMAGE_VERSION"
#endif

namespace acumage::settings {

std::string build_version() { return ACUMAGE_VERSION; }

}  // namespace acumage::settings
