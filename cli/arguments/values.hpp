// From what was written behind the flags to a command, every value checked.
#pragma once

#include "cli/arguments/command_line.hpp"
#include "cli/arguments/flags.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace acumage::arguments {

/// "; did you mean `list`?", empty when nothing is near.
std::string near_one_of(const std::string& typed, const std::vector<std::string>& names);
/// "list, count or show".
std::string listed(const std::vector<std::string>& names);

/// Reads the values of one command, and keeps the first problem.
class value_reader {
 public:
  /// `now_us`: microseconds since 1970, from which times in words count.
  value_reader(given_values given, settings_choice from, std::int64_t now_us)
      : given_{std::move(given)}, from_{std::move(from)}, now_us_{now_us} {}

  /// `path` as "acumage dead-letters list".
  command command_of(const std::string& path);
  /// What is wrong; what was expected. Empty: nothing is.
  const std::string& problem() const { return problem_; }

 private:
  output_form form() const { return given_.json ? output_form::json : output_form::text; }
  node_choice node() const {
    return {from_, given_.admin_url, given_.intake_url, given_.token_file};
  }

  void complain(const std::string& flag, const std::string& value, const std::string& expected);

  /// What a number must be.
  struct range {
    double least = 0;
    double most = 0;
    std::string expected;
  };
  double number(const std::string& flag, const std::string& text, double unless_told,
                const range& bounds);
  /// 1 s unless told.
  std::chrono::milliseconds seconds(const std::string& flag, const std::string& text,
                                    const range& bounds);

  stats_command stats();
  letters_command letters(letters_verb verb);
  waiting_command waiting(waiting_verb verb);
  republish_command republish();
  forget_command forget();
  journal_command journal(journal_verb verb);
  history_command history();
  std::string time(const std::string& flag, const std::string& text);
  api::name_values given_filters();
  void add_page(api::name_values& to) const;
  api::name_values filters(letters_verb verb);
  void check(const status& read);
  void check_filters(letters_verb verb, const api::name_values& filters);
  lanes_command lanes(api::lane_order order);
  send_command send();

  given_values given_;
  settings_choice from_;
  std::int64_t now_us_;
  std::string problem_;
};

}  // namespace acumage::arguments
