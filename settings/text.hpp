// Settings as text for people: problems, the values in force, config.ini, and what a reload
// changes.
#pragma once

#include "api/node_port.hpp"
#include "messages/entity.hpp"
#include "settings/load.hpp"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace acumage::settings {

/// One line per finding, `error config.ini:14: queue.batch_count = 0; expected 1 to 1000`, and a
/// summary as the last line: `config.ini: 1 error, 0 warnings`. If `file` is empty, the defaults
/// were checked.
std::string check_config(std::string_view file, const std::vector<finding>& findings);

/// The same as {"file","ok","findings":[{"severity","where","key","message"}]}.
std::string findings_json(std::string_view file, const std::vector<finding>& findings);

/// Every key with its value in force, maps as section.key; secrets as "set" or "unset".
std::map<std::string, std::string> list_settings(const settings& value);

/// The same, each with its source, or "default".
std::map<std::string, api::setting> settings_in_force(const settings& value);

/// The text of config.ini: every key with its default, unit, bounds and a one-sentence description.
std::string config_text();

/// The same with the values in force instead of the defaults; secrets are empty.
std::string config_text(const settings& value);

/// The effect of replacing one set of settings with another.
struct reload_plan {
  std::vector<std::string> changed;        ///< "queue.batch_count: 25 → 50"; secrets hidden
  std::vector<std::string> needs_restart;  ///< the same, for keys that a reload does not apply
  bool rebuilds = false;                   ///< settings other than those of the log have changed
  std::set<entity> stale;                  ///< entities whose delivered values may now differ
  settings next;                           ///< the settings in force after the reload
};
reload_plan plan_reload(const settings& now, const settings& next);

}  // namespace acumage::settings
