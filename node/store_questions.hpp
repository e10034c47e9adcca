// What the connection test has to ask of the store, as the settings have it.
#pragma once

#include "settings/settings.hpp"
#include "magento/connection_test/connection_test.hpp"

namespace acumage::bin {

/// Only what the entities that are switched on need.
magento::connection_questions store_questions_of(const settings& with);

}  // namespace acumage::bin
