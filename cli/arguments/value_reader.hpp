// The values of one command as given on the command line, read and checked.
#pragma once

#include "api/http/message.hpp"
#include "cli/arguments/choices.hpp"
#include "cli/arguments/command.hpp"
#include "messages/entity.hpp"
#include "messages/result.hpp"

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace acumage::arguments {

/// "; did you mean `list`?"; empty if no name is similar.
std::string near_one_of(const std::string& typed, const std::vector<std::string>& names);
/// "list, count or show".
std::string listed(const std::vector<std::string>& names);

/// Remembers the first problem.
class value_reader {
 public:
  using given_values = std::map<std::string, std::vector<std::string>>;  ///< by the flag's name

  /// `now_us`: microseconds since 1970, to which times in words are relative.
  value_reader(const command& of, given_values given, settings_choice from, std::int64_t now_us)
      : of_{of}, given_{std::move(given)}, from_{std::move(from)}, now_us_{now_us} {}

  bool has(const std::string& flag) const { return given_.count(flag) == 1; }
  /// The first value; empty if it is not given.
  std::string text(const std::string& flag) const;
  std::vector<std::string> all(const std::string& flag) const;
  output_form form() const { return has("--json") ? output_form::json : output_form::text; }
  settings_choice settings() const { return from_; }
  node_choice node() const {
    return {from_, text("--admin"), text("--intake"), text("--token-file")};
  }

  /// The range of a number.
  struct range {
    double least = 0;
    double most = 0;
    std::string expected;
  };
  double number(const std::string& flag, double unless_given, const range& bounds);
  std::chrono::milliseconds seconds(const std::string& flag, double unless_given,
                                    const range& bounds);
  /// One of `names`; empty if it is not given or wrong.
  std::string one_of(const std::string& flag, const std::vector<std::string>& names);
  std::optional<entity> entity_of(const std::string& flag);
  /// Microseconds since 1970; empty if it is not given or wrong.
  std::optional<std::int64_t> instant(const std::string& flag);
  std::int64_t now_us() const { return now_us_; }
  /// Complains about each value that is not an entity.
  void expect_entities(const std::string& flag);

  /// The values for the API, in the order of the flags; times in words become instants.
  api::name_values sent();

  void complain(const std::string& flag, const std::string& value, const std::string& expected);
  void refuse(const std::string& problem);
  /// Applies the API's own rules, so that mistakes are reported before anyone is asked.
  template <class Read>
  void expect(const result<Read>& read) {
    if (!read) refuse_api(read.problem().message);
  }
  /// What is wrong and what was expected; empty if nothing is.
  const std::string& problem() const { return problem_; }

 private:
  void refuse_api(std::string problem);
  std::string time(const std::string& flag, const std::string& text);

  const command& of_;
  given_values given_;
  settings_choice from_;
  std::int64_t now_us_;
  std::string problem_;
};

}  // namespace acumage::arguments
