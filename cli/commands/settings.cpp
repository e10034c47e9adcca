#include "cli/commands/settings.hpp"

#include "settings/text.hpp"

#include <algorithm>
#include <system_error>
#include <vector>

#include <unistd.h>

namespace acumage::bin {

namespace {

constexpr const char* config_variable = "ACUMAGE_CONFIG";
constexpr const char* config_name = "config.ini";
constexpr const char* system_config = "/etc/acumage/config.ini";

std::optional<settings> checked(loaded read, const std::string& file, findings_shown shown,
                                terminal& to) {
  if (shown == findings_shown::errors)
    std::erase_if(read.findings,
                  [](const finding& each) { return each.severity != severity::error; });
  if (!read.findings.empty()) to.err << check_config(file, read.findings);
  return std::move(read.value);
}

}  // namespace

std::map<std::string, std::string> own_environment() {
  std::map<std::string, std::string> made;
  for (char** at = environ; at != nullptr && *at != nullptr; ++at) {
    const std::string entry{*at};
    const auto equals = entry.find('=');
    if (equals != std::string::npos)
      made.emplace(entry.substr(0, equals), entry.substr(equals + 1));
  }
  return made;
}

std::string find_config(const std::string& given,
                        const std::map<std::string, std::string>& environment,
                        const std::filesystem::path& folder) {
  if (!given.empty()) return given;
  const auto named = environment.find(config_variable);
  if (named != environment.end() && !named->second.empty()) return named->second;
  std::error_code ignored;
  // Where the working folder itself holds it, the bare name makes the shorter messages.
  if (std::filesystem::exists(folder / config_name, ignored))
    return folder == "." ? config_name : (folder / config_name).string();
  if (std::filesystem::exists(system_config, ignored)) return system_config;
  return {};
}

settings_sources sources_of(const settings_choice& from) {
  auto environment = own_environment();
  auto file = find_config(from.config, environment, ".");
  return {std::move(file), from.overrides, std::move(environment)};
}

std::optional<settings> settings_of(const settings_sources& from, findings_shown shown,
                                    terminal& to) {
  if (from.file.empty()) to.err << "no settings file found: the defaults are used\n";
  return checked(load_settings(from), from.file, shown, to);
}

std::optional<settings> settings_of(const node_choice& from, terminal& to) {
  const bool has_address = !from.admin_url.empty() || !from.intake_url.empty();
  const bool told_by_flags = has_address && !from.token_file.empty();
  if (!told_by_flags || !from.from.config.empty())
    return settings_of(sources_of(from.from), findings_shown::errors, to);
  return checked(load_settings({{}, from.from.overrides, own_environment()}), {},
                 findings_shown::errors, to);
}

}  // namespace acumage::bin
