// What the connection test must ask the store, according to the settings.
#pragma once

#include "magento/connection_test/connection_test.hpp"

namespace acumage::settings {
struct settings;
}  // namespace acumage::settings

namespace acumage::node {

/// Only what the enabled entities need.
magento::connection_questions store_questions_of(const settings::settings& with);

}  // namespace acumage::node
