// What this version does not use yet: said, rather than silently ignored.
#include "bin/settings_checks.hpp"
#include "bin/settings_table.hpp"

#include <array>
#include <cassert>

namespace acumage::bin {

namespace {

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
  for (const auto key : unused_keys)
    if (!is_default(value, key))
      report.warning({key},
                     std::string{key} + " is not used by this version yet; expected it empty");
}

}  // namespace acumage::bin
