#include "cli/commands/settings.hpp"

#include "settings/text.hpp"

#include <algorithm>
#include <system_error>
#include <vector>

#include <unistd.h>

namespace acumage::commands {

namespace {

constexpr const char* config_variable = "ACUMAGE_CONFIG";
constexpr const char* config_name = "config.ini";
constexpr const char* system_config = "/etc/acumage/config.ini";

std::optional<settings::settings> checked(settings::loaded read, const std::string& file,
                                          findings_shown shown, terminal::terminal& to) {
  if (shown == findings_shown::errors)
    std::erase_if(read.findings, [](const settings::finding& each) {
      return each.severity != settings::severity::error;
    });
  if (!read.findings.empty()) to.err << settings::check_config(file, read.findings);
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
  // If the working folder contains the file, the bare name keeps messages short.
  if (std::filesystem::exists(folder / config_name, ignored))
    return folder == "." ? config_name : (folder / config_name).string();
  if (std::filesystem::exists(system_config, ignored)) return system_config;
  return {};
}

settings::settings_sources sources_of(const arguments::settings_choice& from) {
  auto environment = own_environment();
  auto file = find_config(from.config, environment, ".");
  return {std::move(file), from.overrides, std::move(environment)};
}

std::optional<settings::settings> settings_of(const settings::settings_sources& from,
                                              findings_shown shown, terminal::terminal& to) {
  if (from.file.empty()) to.err << "no settings file found: the defaults are used\n";
  return checked(settings::load_settings(from), from.file, shown, to);
}

std::optional<settings::settings> settings_of(const arguments::node_choice& from,
                                              terminal::terminal& to) {
  const bool has_address = !from.admin_url.empty() || !from.intake_url.empty();
  const bool told_by_flags = has_address && !from.token_file.empty();
  if (!told_by_flags || !from.from.config.empty())
    return settings_of(sources_of(from.from), findings_shown::errors, to);
  return checked(settings::load_settings({{}, from.from.overrides, own_environment()}), {},
                 findings_shown::errors, to);
}

}  // namespace acumage::commands
