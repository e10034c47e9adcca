#include "cli/arguments/command_line.hpp"

#include "cli/arguments/value_reader.hpp"
#include "settings/version.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <utility>

namespace acumage::arguments {

namespace {

/// `--a.b`, `--a.b=value`: no flag of the program has a dot in its name.
bool is_override(const std::string& argument) {
  const auto name = std::string_view{argument}.substr(0, argument.find('='));
  return name.starts_with("--") && name.find('.') != std::string_view::npos;
}

/// Removes the overrides from the arguments.
std::vector<std::string> take_overrides(std::vector<std::string>& arguments) {
  const auto first =
      std::stable_partition(arguments.begin(), arguments.end(),
                            [](const std::string& each) { return !is_override(each); });
  std::vector<std::string> taken{first, arguments.end()};
  arguments.erase(first, arguments.end());
  return taken;
}

/// Declares the command's flags to CLI11.
void declare(CLI::App& app, const command& what) {
  app.allow_extras();  // so that unknown words get a better answer than CLI11's
  app.footer(what.footer());
  for (const auto& each : what.flags) {
    if (!each.has_value()) {
      app.add_flag(each.name, each.help);
      continue;
    }
    const auto taken = [](const CLI::results_t&) { return true; };
    auto* const option = app.add_option(each.name, taken, each.help)->type_name(each.type);
    if (each.most == any_number && each.is_word()) option->expected(-1);
    if (each.most == any_number) option->take_all();
  }
  for (const auto& each : what.below) declare(*app.add_subcommand(each.name, each.help), each);
}

/// A command named on the command line, as CLI11 knows it and as its file declares it.
struct place {
  const CLI::App* app;
  const command* what;
  std::string path;  ///< "acumage dead-letters list"
};

/// The commands named on the command line, the program first.
std::vector<place> named_on(const CLI::App& app, const command& program) {
  std::vector<place> all{{&app, &program, program.name}};
  for (auto next = app.get_subcommands(); !next.empty(); next = next.front()->get_subcommands()) {
    const auto& above = all.back();
    const auto name = next.front()->get_name();
    const auto what = std::find_if(above.what->below.begin(), above.what->below.end(),
                                   [&](const command& each) { return each.name == name; });
    all.push_back({next.front(), &*what, above.path + " " + name});
  }
  return all;
}

value_reader::given_values given_at(const place& at) {
  value_reader::given_values all;
  for (const auto& each : at.what->flags)
    if (const auto* const option = at.app->get_option(each.name); option->count() > 0)
      all[each.name] = option->results();
  return all;
}

std::vector<std::string> flags_of(const CLI::App& command) {
  std::vector<std::string> names;
  for (const auto* const each : command.get_options())
    for (const auto& name : each->get_lnames()) names.push_back("--" + name);
  return names;
}

std::vector<std::string> commands_of(const command& what) {
  std::vector<std::string> names;
  for (const auto& each : what.below) names.push_back(each.name);
  return names;
}

command_line refused(const std::string& path, const std::string& problem) {
  command_line made;
  made.err = path + ": " + problem + "\nSee `" + path + " --help`.\n";
  made.exit_code = 2;
  return made;
}

command_line output(std::string text) {
  command_line made;
  made.out = std::move(text);
  return made;
}

/// Replaces CLI11's message about a flag with too few or too many values.
std::string wrong_count(const std::string& words) {
  const auto flag = words.substr(0, words.find(':'));
  if (words.find("At Most") != std::string::npos)
    return flag + ": given more than once; expected once";
  return flag + ": its value is missing; expected one";
}

/// A word on the command line that belongs to no command or flag.
command_line unknown_word(const place& at, const std::string& word) {
  if (word.size() > 1 && word.front() == '-') {
    const auto name = word.substr(0, word.find('='));
    return refused(at.path, name + ": unknown flag; expected a flag of this command" +
                                near_one_of(name, flags_of(*at.app)));
  }
  const auto commands = commands_of(*at.what);
  if (commands.empty()) return refused(at.path, word + ": unexpected; expected no further word");
  return refused(at.path, word + ": unknown command; expected " + listed(commands) +
                              near_one_of(word, commands));
}

}  // namespace

command_line read_command_line(const command& program, const std::vector<std::string>& arguments,
                               std::int64_t now_us) {
  auto rest = arguments;
  settings_choice from{.config = {}, .overrides = take_overrides(rest)};
  CLI::App app{program.help, program.name};
  app.set_version_flag("--version", program.name + " " + settings::build_version());
  declare(app, program);
  std::reverse(rest.begin(), rest.end());  // CLI11 expects them in this order
  const auto path = [&] { return named_on(app, program).back().path; };
  try {
    app.parse(rest);
  } catch (const CLI::CallForHelp&) {
    const auto all = named_on(app, program);
    return output(all.back().app->help(all.size() < 2 ? "" : all[all.size() - 2].path));
  } catch (const CLI::CallForVersion& version) {
    return output(version.what() + std::string{"\n"});
  } catch (const CLI::ArgumentMismatch& problem) {
    return refused(path(), wrong_count(problem.what()));
  } catch (const CLI::ParseError& problem) {
    return refused(path(), problem.what() + std::string{"; expected as the help says"});
  }
  const auto all = named_on(app, program);
  for (const auto& at : all)
    if (const auto unknown = at.app->remaining(); !unknown.empty())
      return unknown_word(at, unknown[0]);
  const auto& chosen = all.back();
  if (const auto commands = commands_of(*chosen.what); !commands.empty() && !chosen.what->read)
    return refused(chosen.path, "a command is missing; expected " + listed(commands));
  if (!from.overrides.empty() && chosen.what->flag_named("--config") == nullptr)
    return refused(chosen.path,
                   from.overrides[0] + ": the command has its own settings; expected no override");
  auto given = given_at(chosen);
  for (const auto& [flag, values] :
       given)  // such as "$UNSET": an empty value never means "any" (SPEC 2.11)
    if (std::find(values.begin(), values.end(), "") != values.end())
      return refused(chosen.path, flag + ": empty; expected a value");
  if (given.count("--config") == 1) from.config = given["--config"].front();
  value_reader reader{*chosen.what, std::move(given), std::move(from), now_us};
  command_line made;
  made.what = chosen.what->read(reader);
  return reader.problem().empty() ? std::move(made) : refused(chosen.path, reader.problem());
}

}  // namespace acumage::arguments
