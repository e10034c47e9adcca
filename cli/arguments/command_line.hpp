// What a command line says, as a value: it is read whole here, and nothing is carried out.
#pragma once

#include "api/filters.hpp"
#include "api/lane_order.hpp"
#include "messages/entity.hpp"
#include "settings/wall_clock.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace acumage::arguments {

enum class output_form : std::uint8_t { text, json };

/// Which settings a command reads.
struct settings_choice {
  std::string config;                  ///< --config; empty: looked for
  std::vector<std::string> overrides;  ///< "--section.key=value"
};

/// Which node a command talks to.
struct node_choice {
  settings_choice from;
  std::string admin_url;   ///< empty: of the settings
  std::string intake_url;  ///< empty: of the settings
  std::string token_file;  ///< of the listener that the command asks; empty: of the settings
};

struct run_command {
  settings_choice from;
};

struct check_config_command {
  settings_choice from;
};

struct test_connection_command {
  settings_choice from;
  output_form form = output_form::text;
};

struct stats_command {
  node_choice node;
  output_form form = output_form::text;
  bool watch = false;
  std::chrono::milliseconds interval{1000};
};

enum class letters_verb : std::uint8_t {
  list,
  count,
  show,
  replay,
  edit,
  resolve,
  discard,
  exporting,
  importing,
  follow,
  cancel,
};
std::string_view to_string(letters_verb which);

struct letters_command {
  node_choice node;
  output_form form = output_form::text;
  letters_verb verb = letters_verb::list;
  std::string id;  ///< show, edit: of the letter; follow, cancel: of the job
  api::name_values
      filters;             ///< as the API takes them, what belongs to the verb among them; checked
  bool all_pages = false;  ///< list: until there is none
  bool dry_run = false;    ///< of what changes something
  bool wait = true;        ///< replay: until the job is over
  bool yes = false;        ///< without a question
  bool then_replay = false;        ///< edit
  std::string file;                ///< edit: the change (-: stdin); export: where to; empty: none
  std::vector<std::string> files;  ///< import
};

struct lanes_command {
  node_choice node;
  output_form form = output_form::text;
  std::optional<acumage::entity> entity;  ///< empty: all
  api::lane_order order = api::lane_order::pause;
};

struct history_command {
  node_choice node;
  output_form form = output_form::text;
  api::name_values filters;  ///< as the API takes them, cursor among them, limit not; checked
  std::uint64_t limit = 100;
};

enum class waiting_verb : std::uint8_t { list, retry, fail };

struct waiting_command {
  node_choice node;
  output_form form = output_form::text;
  waiting_verb verb = waiting_verb::list;
  api::name_values filters;  ///< as the API takes them; checked
  bool all_pages = false;    ///< list: until there is none
};

struct republish_command {
  node_choice node;
  output_form form = output_form::text;
  api::name_values filters;  ///< as the API takes them, dry_run among them; checked
  bool dry_run = false;
};

struct forget_command {
  node_choice node;
  output_form form = output_form::text;
  api::name_values filters;  ///< as the API takes them, dry_run among them; checked
  bool dry_run = false;
};

enum class journal_verb : std::uint8_t { stat, verify, dump };

struct journal_command {
  settings_choice from;
  output_form form = output_form::text;
  journal_verb verb = journal_verb::stat;
  std::string family = {};                     ///< dump: only this one; empty: all
  std::optional<acumage::entity> entity = {};  ///< dump: only its records
  std::string key = {};                        ///< dump: glob
  bool changes = false;  ///< dump: unsettled changes, in the form that `acumage send` takes
};

struct unmapped_command {
  node_choice node;
  output_form form = output_form::text;
};

struct send_command {
  node_choice node;
  output_form form = output_form::text;
  std::vector<std::string> files;
  double rate = 0;  ///< rows a second; 0: as fast as they are taken
  bool baseline = false;
  std::string client_certificate = {};  ///< PEM file for a listener that asks for one; empty: none
  std::string client_key = {};
};

struct demo_command {
  std::chrono::milliseconds per_file{350};
  bool keep = false;
};

using command = std::variant<run_command, check_config_command, test_connection_command,
                             stats_command, letters_command, history_command, lanes_command,
                             waiting_command, republish_command, forget_command, journal_command,
                             unmapped_command, send_command, demo_command>;

struct command_line {
  std::optional<command> what;  ///< empty: nothing is to be carried out
  std::string out;              ///< help or version, asked for
  std::string err;              ///< what is wrong; what was expected
  int exit_code = 0;            ///< 2: wrong usage
};

/// `arguments` without the program's name. Anything `--a.b=value` is an override of the settings, wherever
/// it stands. Times in words ("2h") count from `now_us`, microseconds since 1970.
command_line read_command_line(const std::vector<std::string>& arguments,
                               std::int64_t now_us = settings::wall_us());

}  // namespace acumage::arguments
