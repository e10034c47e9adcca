#include "cli/arguments/command_docs.hpp"

#include "cli/arguments/flags.hpp"
#include "settings/version.hpp"

#include <CLI/CLI.hpp>
#include <functional>
#include <string_view>
#include <vector>

namespace acumage::arguments {

namespace {

std::vector<const CLI::App*> commands_of(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App*) { return true; });
}

/// Calls `use` with every command and its path, "acumage dead-letters list", parents first.
void each_command(const CLI::App& app, const std::string& path,
                  const std::function<void(const CLI::App&, const std::string&)>& use) {
  use(app, path);
  for (const auto* const each : commands_of(app))
    each_command(*each, path + " " + each->get_name(), use);
}

std::vector<const CLI::Option*> flags_of(const CLI::App& command) {
  std::vector<const CLI::Option*> all;
  for (const auto* const each : command.get_options())
    if (each->nonpositional()) all.push_back(each);
  return all;
}

std::string long_name(const CLI::Option& flag) { return "--" + flag.get_lnames().front(); }

bool has_value(const CLI::Option& flag) { return flag.get_items_expected_max() > 0; }

std::string one_line(std::string text) {
  for (auto& c : text)
    if (c == '\n') c = ' ';
  return text;
}

/// roff takes a backslash, a dash and a dot or apostrophe at the start of a line for its own (groff(7)).
std::string roff(std::string_view text) {
  std::string made;
  for (const char c : text) {
    const bool at_start = made.empty() || made.back() == '\n';
    if (at_start && (c == '.' || c == '\'')) made += "\\&";
    if (c == '\\')
      made += "\\e";
    else if (c == '-')
      made += "\\-";
    else
      made += c;
  }
  return made;
}

/// 'text' for a shell.
std::string shell_quoted(std::string_view text) {
  std::string made = "'";
  for (const char c : text) {
    if (c == '\'')
      made += "'\\''";
    else
      made += c;
  }
  return made + "'";
}

/// fish knows a backslash in single quotes.
std::string fish_quoted(std::string_view text) {
  std::string made = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') made += '\\';
    made += c;
  }
  return made + "'";
}

std::string man_command(const CLI::App& command, const std::string& path) {
  std::string text = ".SS " + roff(path) + "\n" + roff(command.get_description()) + ".\n";
  for (const auto* const each : command.get_options()) {
    text += ".TP\n.B " + roff(each->nonpositional() ? long_name(*each) : each->get_name(true));
    if (each->nonpositional() && has_value(*each)) text += " \\fI" + roff(each->get_type_name());
    text += "\\fR\n" + roff(one_line(each->get_description())) + "\n";
  }
  if (const auto footer = command.get_footer(); !footer.empty())
    text += ".PP\n.nf\n" + roff(footer) + "\n.fi\n";
  return text;
}

/// The patterns of a shell's `case` that lead from a command to the one below it.
std::string case_of_commands(const CLI::App& app, const std::string& before) {
  std::string text;
  each_command(app, app.get_name(), [&](const CLI::App&, const std::string& path) {
    if (path == app.get_name()) return;
    text += (text.empty() ? "      " : " | \\\n      ") + shell_quoted(path);
  });
  return before + text;
}

std::string words_of(const CLI::App& command) {
  std::string words;
  for (const auto* const each : commands_of(command)) words += each->get_name() + " ";
  for (const auto* const each : flags_of(command)) words += long_name(*each) + " ";
  words.pop_back();
  return words;
}

/// Flags that a value follows, as the patterns of a `case`; of files, or of anything else.
std::string flags_with_value(const CLI::App& app, bool files) {
  std::string text;
  each_command(app, app.get_name(), [&](const CLI::App& command, const std::string&) {
    for (const auto* const each : flags_of(command)) {
      const auto name = long_name(*each);
      if (!has_value(*each) || (each->get_type_name() == "FILE") != files) continue;
      if ((" " + text + " ").find(" " + name + " ") == std::string::npos)
        text += (text.empty() ? "" : " | ") + name;
    }
  });
  return text;
}

std::string man_page(const CLI::App& app, const std::string& version) {
  std::string text =
      ".\\\" Written from the table of the commands.\n.TH ACUMAGE 1 \"\" \"acumage " +
      roff(version) + "\" \"User Commands\"\n.SH NAME\nacumage \\- " + roff(app.get_description()) +
      "\n.SH SYNOPSIS\n.B acumage\n.I COMMAND\n.RI [ FLAGS ]\n.SH COMMANDS\n";
  each_command(app, app.get_name(), [&](const CLI::App& command, const std::string& path) {
    if (path != app.get_name()) text += man_command(command, path);
  });
  text +=
      ".SH EXIT STATUS\n0 done, warnings included; 1 it ran and failed; 2 wrong usage or "
      "settings.\n"
      ".SH FILES\n.TP\n.I /etc/acumage/config.ini\nthe settings, each with a sentence\n"
      ".TP\n.I /var/lib/acumage\nthe data folder of the service\n";
  return text;
}

std::string bash_completion(const CLI::App& app) {
  std::string text =
      "# bash completion of acumage, written from the table of its commands\n"
      "_acumage() {\n"
      "  local cur=${COMP_WORDS[COMP_CWORD]} path=" +
      app.get_name() +
      " word words=\n"
      "  for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
      "    case \"$path $word\" in\n" +
      case_of_commands(app, "") +
      ")\n        path=\"$path $word\" ;;\n    esac\n  done\n"
      "  COMPREPLY=()\n"
      "  case ${COMP_WORDS[COMP_CWORD-1]} in\n    " +
      flags_with_value(app, true) + ") return ;; # a file: the shell's own\n    " +
      flags_with_value(app, false) + ") compopt +o default; return ;;\n  esac\n  case $path in\n";
  each_command(app, app.get_name(), [&](const CLI::App& command, const std::string& path) {
    text += "    " + shell_quoted(path) + ") words=" + shell_quoted(words_of(command)) + " ;;\n";
  });
  return text +
         "  esac\n"
         "  mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$cur\")\n"
         "}\n"
         "complete -o default -F _acumage acumage\n";
}

std::string zsh_completion(const CLI::App& app) {
  std::string text =
      "#compdef acumage\n"
      "# Written from the table of the commands.\n"
      "_acumage() {\n"
      "  local at=" +
      app.get_name() +
      " word\n  local -a all\n"
      "  for word in \"${(@)words[2,CURRENT-1]}\"; do\n"
      "    case \"$at $word\" in\n" +
      case_of_commands(app, "") +
      ")\n        at=\"$at $word\" ;;\n    esac\n  done\n"
      "  case ${words[CURRENT-1]} in\n    " +
      flags_with_value(app, true) + ") _files; return ;;\n    " + flags_with_value(app, false) +
      ") return ;;\n  esac\n  case $at in\n";
  const auto item = [](std::string name, const std::string& words) {
    std::string escaped;  // a colon divides name and words
    for (const char c : name) escaped += c == ':' ? "\\:" : std::string{c};
    return " " + shell_quoted(escaped + ":" + one_line(words));
  };
  each_command(app, app.get_name(), [&](const CLI::App& command, const std::string& path) {
    text += "    " + shell_quoted(path) + ") all=(";
    for (const auto* const each : commands_of(command))
      text += item(each->get_name(), each->get_description());
    for (const auto* const each : flags_of(command))
      text += item(long_name(*each), each->get_description());
    text += " ) ;;\n";
  });
  return text +
         "  esac\n"
         "  _describe acumage all\n"
         "  [[ ${words[CURRENT]} == -* ]] || _files\n"
         "}\n"
         "_acumage \"$@\"\n";
}

std::string fish_completion(const CLI::App& app) {
  std::string text =
      "# fish completion of acumage, written from the table of its commands\n"
      "function __acumage_at\n"
      "  set -l at " +
      app.get_name() +
      "\n  for word in (commandline -opc)[2..-1]\n"
      "    switch \"$at $word\"\n      case";
  each_command(app, app.get_name(), [&](const CLI::App&, const std::string& path) {
    if (path != app.get_name()) text += " " + fish_quoted(path);
  });
  text +=
      "\n        set at \"$at $word\"\n    end\n  end\n"
      "  test \"$at\" = \"$argv[1]\"\nend\n";
  each_command(app, app.get_name(), [&](const CLI::App& command, const std::string& path) {
    const auto rule = "complete -c acumage -n " + fish_quoted("__acumage_at \"" + path + "\"");
    for (const auto* const each : commands_of(command))
      text += rule + " -f -a " + each->get_name() + " -d " + fish_quoted(each->get_description()) +
              "\n";
    for (const auto* const each : flags_of(command)) {
      const bool file = each->get_type_name() == "FILE";
      text += rule + " -l " + each->get_lnames().front() +
              (has_value(*each) ? (file ? " -r -F" : " -x") : "") + " -d " +
              fish_quoted(one_line(each->get_description())) + "\n";
    }
  });
  return text;
}

}  // namespace

command_docs make_command_docs() {
  given_values given;
  CLI::App app;
  make_app(app, given);
  return {man_page(app, settings::build_version()), bash_completion(app), zsh_completion(app),
          fish_completion(app)};
}

}  // namespace acumage::arguments
