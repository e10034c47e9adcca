#include "cli/arguments/command_docs.hpp"

#include "settings/version.hpp"

#include <functional>
#include <string_view>
#include <vector>

namespace acumage::arguments {

namespace {

/// Calls `use` with every command and its path, "acumage dead-letters list", parents first.
void each_command(const command& what, const std::string& path,
                  const std::function<void(const command&, const std::string&)>& use) {
  use(what, path);
  for (const auto& each : what.below) each_command(each, path + " " + each.name, use);
}

/// The command's own flags and those that every command has.
std::vector<flag> flags_of(const command& what, const std::string& path) {
  std::vector<flag> all{{"--help", "", "Print this help message and exit"}};
  if (path == what.name) all.push_back({"--version", "", "Print the version and exit"});
  for (const auto& each : what.flags)
    if (!each.is_word()) all.push_back(each);
  return all;
}

std::string one_line(std::string text) {
  for (auto& c : text)
    if (c == '\n') c = ' ';
  return text;
}

/// In roff a backslash, a dash, and a dot or apostrophe at the start of a line have a special
/// meaning (groff(7)).
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

/// fish interprets a backslash in single quotes.
std::string fish_quoted(std::string_view text) {
  std::string made = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') made += '\\';
    made += c;
  }
  return made + "'";
}

std::string man_command(const command& what, const std::string& path) {
  std::string text = ".SS " + roff(path) + "\n" + roff(what.help) + ".\n";
  const auto add = [&text](const flag& each) {
    text += ".TP\n.B " + roff(each.name);
    if (!each.type.empty()) text += " \\fI" + roff(each.type);
    text += "\\fR\n" + roff(one_line(each.help)) + "\n";
  };
  for (const auto& each : flags_of(what, path)) add(each);
  for (const auto& each : what.flags)
    if (each.is_word()) add(each);
  return text + ".PP\n.nf\n" + roff(what.footer()) + "\n.fi\n";
}

/// The patterns of a shell's `case` that lead from a command to the one below it.
std::string case_of_commands(const command& program, const std::string& before) {
  std::string text;
  each_command(program, program.name, [&](const command&, const std::string& path) {
    if (path == program.name) return;
    text += (text.empty() ? "      " : " | \\\n      ") + shell_quoted(path);
  });
  return before + text;
}

std::string words_of(const command& what, const std::string& path) {
  std::string words;
  for (const auto& each : what.below) words += each.name + " ";
  for (const auto& each : flags_of(what, path)) words += each.name + " ";
  words.pop_back();
  return words;
}

/// Flags that take a value, as the patterns of a `case`: either those of files or all others.
std::string flags_with_value(const command& program, bool files) {
  std::string text;
  each_command(program, program.name, [&](const command& what, const std::string& path) {
    for (const auto& each : flags_of(what, path)) {
      if (!each.has_value() || (each.type == "FILE") != files) continue;
      if ((" " + text + " ").find(" " + each.name + " ") == std::string::npos)
        text += (text.empty() ? "" : " | ") + each.name;
    }
  });
  return text;
}

std::string upper(std::string text) {
  for (auto& c : text)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return text;
}

std::string man_head(const std::string& name, const std::string& help) {
  return ".\\\" Written from the table of the commands.\n.TH " + roff(upper(name)) +
         " 1 \"\" \"acumage " + roff(settings::build_version()) +
         "\" \"User Commands\"\n.SH NAME\n" + roff(name) + " \\- " + roff(help) + "\n";
}

constexpr const char* man_foot =
    ".SH EXIT STATUS\n0 done, warnings included; 1 it ran and failed; 2 wrong usage or "
    "settings; 3 `reconcile` found lasting differences.\n"
    ".SH FILES\n.TP\n.I /etc/acumage/config.ini\nthe settings, each with a sentence\n"
    ".TP\n.I /var/lib/acumage\nthe data folder of the service\n";

manual_page page_of_program(const command& program) {
  auto text = man_head(program.name, program.help) + ".SH SYNOPSIS\n.B " + program.name +
              "\n.I COMMAND\n.RI [ FLAGS ]\n.SH COMMANDS\n";
  std::string others;
  for (const auto& each : program.below) {
    text += ".TP\n.B " + roff(each.name) + "\n" + roff(each.help) + "\n";
    others += (others.empty() ? ".BR " : ",\n.BR ") + roff(program.name + "-" + each.name) + " (1)";
  }
  return {program.name, text + man_foot + ".SH SEE ALSO\n" + others + "\n"};
}

manual_page page_of_command(const command& program, const command& what) {
  const auto path = program.name + " " + what.name;
  auto text = man_head(program.name + "-" + what.name, what.help) + ".SH SYNOPSIS\n.B " +
              roff(path) + (what.below.empty() ? "" : "\n.I VERB") + "\n.RI [ FLAGS ]\n.SH FLAGS\n";
  each_command(what, path, [&](const command& each, const std::string& full) {
    text += man_command(each, full);
  });
  return {program.name + "-" + what.name,
          text + man_foot + ".SH SEE ALSO\n.BR " + program.name + " (1)\n"};
}

std::vector<manual_page> man_pages(const command& program) {
  std::vector<manual_page> pages{page_of_program(program)};
  for (const auto& each : program.below) pages.push_back(page_of_command(program, each));
  return pages;
}

std::string bash_completion(const command& program) {
  std::string text =
      "# bash completion of acumage, written from the table of its commands\n"
      "_acumage() {\n"
      "  local cur=${COMP_WORDS[COMP_CWORD]} path=" +
      program.name +
      " word words=\n"
      "  for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
      "    case \"$path $word\" in\n" +
      case_of_commands(program, "") +
      ")\n        path=\"$path $word\" ;;\n    esac\n  done\n"
      "  COMPREPLY=()\n"
      "  case ${COMP_WORDS[COMP_CWORD-1]} in\n    " +
      flags_with_value(program, true) + ") return ;; # a file: the shell's own\n    " +
      flags_with_value(program, false) +
      ") compopt +o default; return ;;\n  esac\n  case $path in\n";
  each_command(program, program.name, [&](const command& what, const std::string& path) {
    text += "    " + shell_quoted(path) + ") words=" + shell_quoted(words_of(what, path)) + " ;;\n";
  });
  return text +
         "  esac\n"
         "  mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$cur\")\n"
         "}\n"
         "complete -o default -F _acumage acumage\n";
}

std::string zsh_completion(const command& program) {
  std::string text =
      "#compdef acumage\n"
      "# Written from the table of the commands.\n"
      "_acumage() {\n"
      "  local at=" +
      program.name +
      " word\n  local -a all\n"
      "  for word in \"${(@)words[2,CURRENT-1]}\"; do\n"
      "    case \"$at $word\" in\n" +
      case_of_commands(program, "") +
      ")\n        at=\"$at $word\" ;;\n    esac\n  done\n"
      "  case ${words[CURRENT-1]} in\n    " +
      flags_with_value(program, true) + ") _files; return ;;\n    " +
      flags_with_value(program, false) + ") return ;;\n  esac\n  case $at in\n";
  const auto item = [](std::string name, const std::string& words) {
    std::string escaped;  // a colon separates name and description
    for (const char c : name) escaped += c == ':' ? "\\:" : std::string{c};
    return " " + shell_quoted(escaped + ":" + one_line(words));
  };
  each_command(program, program.name, [&](const command& what, const std::string& path) {
    text += "    " + shell_quoted(path) + ") all=(";
    for (const auto& each : what.below) text += item(each.name, each.help);
    for (const auto& each : flags_of(what, path)) text += item(each.name, each.help);
    text += " ) ;;\n";
  });
  return text +
         "  esac\n"
         "  _describe acumage all\n"
         "  [[ ${words[CURRENT]} == -* ]] || _files\n"
         "}\n"
         "_acumage \"$@\"\n";
}

std::string fish_completion(const command& program) {
  std::string text =
      "# fish completion of acumage, written from the table of its commands\n"
      "function __acumage_at\n"
      "  set -l at " +
      program.name +
      "\n  for word in (commandline -opc)[2..-1]\n"
      "    switch \"$at $word\"\n      case";
  each_command(program, program.name, [&](const command&, const std::string& path) {
    if (path != program.name) text += " " + fish_quoted(path);
  });
  text +=
      "\n        set at \"$at $word\"\n    end\n  end\n"
      "  test \"$at\" = \"$argv[1]\"\nend\n";
  each_command(program, program.name, [&](const command& what, const std::string& path) {
    const auto rule = "complete -c acumage -n " + fish_quoted("__acumage_at \"" + path + "\"");
    for (const auto& each : what.below)
      text += rule + " -f -a " + each.name + " -d " + fish_quoted(each.help) + "\n";
    for (const auto& each : flags_of(what, path)) {
      const bool file = each.type == "FILE";
      text += rule + " -l " + each.name.substr(2) +
              (each.has_value() ? (file ? " -r -F" : " -x") : "") + " -d " +
              fish_quoted(one_line(each.help)) + "\n";
    }
  });
  return text;
}

}  // namespace

command_docs make_command_docs(const command& program) {
  return {man_pages(program), bash_completion(program), zsh_completion(program),
          fish_completion(program)};
}

}  // namespace acumage::arguments
