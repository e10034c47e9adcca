#include "cli/arguments/command_line.hpp"

#include "cli/arguments/flags.hpp"
#include "cli/arguments/values.hpp"
#include "settings/suggest.hpp"

#include <algorithm>
#include <utility>

namespace acumage::arguments {

namespace {

/// `--a.b`, `--a.b=value`: no flag of the program has a dot in its name.
bool is_override(const std::string& argument) {
  const auto name = std::string_view{argument}.substr(0, argument.find('='));
  return name.starts_with("--") && name.find('.') != std::string_view::npos;
}

/// Takes the overrides out of the arguments.
std::vector<std::string> take_overrides(std::vector<std::string>& arguments) {
  const auto first =
      std::stable_partition(arguments.begin(), arguments.end(),
                            [](const std::string& each) { return !is_override(each); });
  std::vector<std::string> taken{first, arguments.end()};
  arguments.erase(first, arguments.end());
  return taken;
}

/// "acumage dead-letters list"
std::string path_of(const CLI::App& command) {
  const auto* const parent = command.get_parent();
  return parent == nullptr ? command.get_name() : path_of(*parent) + " " + command.get_name();
}

std::string help_of(const CLI::App& command) {
  const auto* const parent = command.get_parent();
  return command.help(parent == nullptr ? std::string{} : path_of(*parent));
}

/// The innermost command that was named.
const CLI::App& innermost(const CLI::App& app) {
  const auto named = app.get_subcommands();
  return named.empty() ? app : innermost(*named.front());
}

std::vector<std::string> flags_of(const CLI::App& command) {
  std::vector<std::string> names;
  for (const auto* const each : command.get_options())
    for (const auto& name : each->get_lnames()) names.push_back("--" + name);
  return names;
}

std::vector<std::string> commands_of(const CLI::App& command) {
  std::vector<std::string> names;
  for (const auto* const each : command.get_subcommands([](const CLI::App*) { return true; }))
    names.push_back(each->get_name());
  return names;
}

command_line refused(const CLI::App& at, const std::string& problem) {
  command_line made;
  made.err = path_of(at) + ": " + problem + "\nSee `" + path_of(at) + " --help`.\n";
  made.exit_code = 2;
  return made;
}

/// CLI11's words for a flag with too few or too many values, in ours.
std::string wrong_count(const std::string& words) {
  const auto flag = words.substr(0, words.find(':'));
  if (words.find("At Most") != std::string::npos)
    return flag + ": given more than once; expected once";
  return flag + ": its value is missing; expected one";
}

/// What stood on the line and belongs to nothing.
command_line unknown_word(const CLI::App& at, const std::string& word) {
  if (word.size() > 1 && word.front() == '-') {
    const auto name = word.substr(0, word.find('='));
    return refused(
        at, name + ": unknown flag; expected one of its own" + near_one_of(name, flags_of(at)));
  }
  const auto commands = commands_of(at);
  if (commands.empty()) return refused(at, word + ": one too many; expected no further word");
  return refused(
      at, word + ": unknown command; expected " + listed(commands) + near_one_of(word, commands));
}

}  // namespace

command_line read_command_line(const std::vector<std::string>& arguments, std::int64_t now_us) {
  auto rest = arguments;
  settings_choice from{.config = {}, .overrides = take_overrides(rest)};
  given_values given;
  CLI::App app;
  make_app(app, given);
  std::reverse(rest.begin(), rest.end());  // as CLI11 takes them
  try {
    app.parse(rest);
  } catch (const CLI::CallForHelp&) {
    return {.what = {}, .out = help_of(innermost(app)), .err = {}, .exit_code = 0};
  } catch (const CLI::CallForVersion& version) {
    return {.what = {}, .out = version.what() + std::string{"\n"}, .err = {}, .exit_code = 0};
  } catch (const CLI::ArgumentMismatch& problem) {
    return refused(innermost(app), wrong_count(problem.what()));
  } catch (const CLI::ParseError& problem) {
    return refused(innermost(app), problem.what() + std::string{"; expected as the help says"});
  }
  const auto& chosen = innermost(app);
  for (const auto* at = &chosen; at != nullptr; at = at->get_parent())
    if (const auto unknown = at->remaining(); !unknown.empty())
      return unknown_word(*at, unknown[0]);
  if (const auto commands = commands_of(chosen); !commands.empty())
    return refused(chosen, "a command is missing; expected " + listed(commands));
  from.config = given.config;
  if (path_of(chosen) == "acumage demo" && !from.overrides.empty())
    return refused(chosen, from.overrides[0] + ": the demo has its own settings; expected none");
  value_reader reader{std::move(given), std::move(from), now_us};
  auto what = reader.command_of(path_of(chosen));
  if (!reader.problem().empty()) return refused(chosen, reader.problem());
  return {.what = std::move(what), .out = {}, .err = {}, .exit_code = 0};
}

}  // namespace acumage::arguments
