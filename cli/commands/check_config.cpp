#include "cli/arguments/value_reader.hpp"
#include "cli/commands/settings.hpp"
#include "cli/commands/shared_flags.hpp"
#include "cli/commands/table.hpp"
#include "settings/text.hpp"

#include <utility>

namespace acumage::commands {

namespace {

int check(const arguments::settings_choice& choice, terminal::terminal& to) {
  const auto from = sources_of(choice);
  auto read = settings::load_settings(from);
  if (read.value) {
    for (auto& each : settings::findings_for_run(*read.value, from.file)) {
      each.severity =
          settings::severity::warning;  // sound settings, only not enough to start with yet
      read.findings.push_back(std::move(each));
    }
  }
  if (from.file.empty()) to.err << "no settings file found: the defaults are checked\n";
  to.out << settings::check_config(from.file, read.findings);
  return settings::has_errors(read.findings) ? 2 : 0;
}

}  // namespace

arguments::command check_config_command() {
  return {.name = "check-config",
          .help = "Check the settings and name every problem",
          .example = "acumage check-config --config config.ini",
          .flags = {config_flag()},
          .read = [](arguments::value_reader& given) {
            return [from = given.settings()](terminal::terminal& to) { return check(from, to); };
          }};
}

}  // namespace acumage::commands
