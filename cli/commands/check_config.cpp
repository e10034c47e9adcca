#include "cli/arguments/value_reader.hpp"
#include "cli/commands/settings.hpp"
#include "cli/commands/shared_flags.hpp"
#include "cli/commands/table.hpp"
#include "settings/text.hpp"

namespace acumage::commands {

namespace {

/// Returns 2 if `acumage run` would not start.
int check(const arguments::settings_choice& choice, arguments::output_form form,
          terminal::terminal& to) {
  const auto from = sources_of(choice);
  const auto read = settings::load_for_run(from);
  if (from.file.empty()) to.err << "no settings file found: the defaults are checked\n";
  to.out << (form == arguments::output_form::json
                 ? settings::findings_json(from.file, read.findings) + "\n"
                 : settings::check_config(from.file, read.findings));
  return settings::has_errors(read.findings) ? 2 : 0;
}

}  // namespace

arguments::command check_config_command() {
  return {.name = "check-config",
          .help = "Check the settings and report every problem that `acumage run` would have",
          .example = "acumage check-config --config config.ini",
          .flags = {config_flag(), json_flag()},
          .read = [](arguments::value_reader& given) {
            return [from = given.settings(), form = given.form()](terminal::terminal& to) {
              return check(from, form, to);
            };
          }};
}

}  // namespace acumage::commands
