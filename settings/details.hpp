// What the guide to the settings says beyond the table: what happens, an example, what is seen of it.
#pragma once

#include <span>
#include <string_view>

namespace acumage::settings {

struct setting_details {
  std::string_view name;     ///< of a key "queue.batch_count", of a section or map "queue"
  std::string_view happens;  ///< sentences
  std::string_view example;  ///< lines of config.ini; without a section line they stand in its own
  std::string_view seen;     ///< what the store, the ERP or an operator then sees
};

/// In three parts, as the rows of the table (settings_keys.hpp).
std::span<const setting_details> store_details();
std::span<const setting_details> rule_details();
std::span<const setting_details> node_details();

/// nullptr when there are none.
const setting_details* find_details(std::string_view name);

}  // namespace acumage::settings
