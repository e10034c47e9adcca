// What this version cannot do yet. A setting of it is refused rather than silently ignored.
#include "bin/settings_checks.hpp"
#include "bin/settings_table.hpp"

#include <array>
#include <cassert>

namespace acumage::bin {

namespace {

constexpr std::array unsupported_entities{entity::shipment, entity::customer};

/// Harmless without: a warning will do.
constexpr std::array<std::string_view, 1> unused_keys{"alerts.webhook_url"};

bool is_default(const settings& value, std::string_view full_name) {
  static const settings defaults;
  const auto* key = find_key(full_name);
  assert(key != nullptr);
  return key->get(value) == key->get(defaults);
}

}  // namespace

void check_support(const settings& value, check_report& report) {
  for (const auto each : unsupported_entities) {
    if (!value.entities.at(index_of(each))) continue;
    const auto key = "entities." + std::string{to_string(each)};
    report.error({key}, key + " = true; " + std::string{to_string(each)} +
                            " is not supported by this version yet; expected false");
  }
  for (const auto key : unused_keys)
    if (!is_default(value, key))
      report.warning({key},
                     std::string{key} + " is not used by this version yet; expected it empty");
}

}  // namespace acumage::bin
