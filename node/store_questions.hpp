// What the connection test has to ask of the store, as the settings have it.
#pragma once

#include "magento/connection_test/connection_test.hpp"

namespace acumage::settings {
struct settings;
}  // namespace acumage::settings

namespace acumage::node {

/// Only what the entities that are switched on need.
magento::connection_questions store_questions_of(const settings::settings& with);

}  // namespace acumage::node
