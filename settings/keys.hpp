// The rows of the settings table, in four parts and the order of config.ini.
#pragma once

#include "settings/table.hpp"

#include <vector>

namespace acumage::settings {

/// The store, the queue, the entities and Acumatica's names.
std::vector<section_info> store_sections();
/// Acumatica, as far as the node asks it.
std::vector<section_info> acumatica_sections();
/// The settings of each entity.
std::vector<section_info> rule_sections();
/// The node: listeners, delivery, disk, log.
std::vector<section_info> node_sections();

}  // namespace acumage::settings
