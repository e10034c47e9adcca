// Texts of the settings guide beyond the table: effect, example and visible result.
#pragma once

#include <span>
#include <string_view>

namespace acumage::settings {

struct setting_details {
  std::string_view name;     ///< of a key "queue.batch_count", of a section or map "queue"
  std::string_view happens;  ///< sentences
  std::string_view example;  ///< lines of config.ini, in its own section unless they name one
  std::string_view seen;     ///< what the store, the ERP or an operator then sees
};

/// In four parts, like the rows of the table (settings/keys.hpp).
std::span<const setting_details> store_details();
std::span<const setting_details> acumatica_details();
std::span<const setting_details> rule_details();
std::span<const setting_details> node_details();

/// nullptr when there are none.
const setting_details* find_details(std::string_view name);

}  // namespace acumage::settings
