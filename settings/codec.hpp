// Converts a setting's text to its value and back, and says what was expected when it does not fit.
#pragma once

#include "settings/choices.hpp"
#include "settings/table.hpp"

#include <algorithm>
#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace acumage::settings {

/// A value, or a description of what was expected instead (which never repeats the text).
struct read_outcome {
  std::optional<key_value> value;
  std::string expected;
};

/// Checks kind, bounds and choices. `text` is already trimmed. Empty is a value for text, path,
/// list and secret only. Flags are true, on, yes, false, off or no. List elements are trimmed, and
/// empty ones are errors.
read_outcome read_value(const key_info& key, std::string_view text);

/// The value as written in config.ini, without quotes. A secret is "set" or "unset".
std::string write_value(const key_info& key, const key_value& value);

/// "1 to 59 s", "default_price or sales_price", "true or false"; empty when any text is valid.
std::string bounds_text(const key_info& key);

/// A typed text as messages show it: shortened, with control characters replaced.
std::string shown(std::string_view text);

/// Two keys of a map with the same identity are one: keys are compared trimmed and without regard
/// to case.
std::string map_identity(std::string_view key);

/// The expected form of a list.
inline constexpr std::string_view list_form =
    "values between commas, none of them empty or with a blank or semicolon in it";

/// What a list of names in a map must be: the captions of a query's columns may have blanks in them.
inline constexpr std::string_view names_form =
    "values between commas, none of them empty or with a semicolon in it";

/// Elements between commas, trimmed; none when one of them is empty or holds one of `forbidden`.
std::optional<std::vector<std::string>> split_list(std::string_view text,
                                                   std::string_view forbidden);

/// "one of sold, not_sold", with the nearest one when `text` is a misspelling.
std::string one_of(std::span<const std::string_view> words, std::string_view text);

/// Text of a map's keys and values. `read` is empty when the text does not fit, and `expected` then
/// says what would. The key of a map section is read in the same way.
template <class T>
struct map_codec {
  static std::optional<T> read(std::string_view text);
  static std::string expected(std::string_view text);
  static std::string write(const T& value);
};

/// The codec of a choice, by its words.
template <class E>
requires std::is_enum_v<E> && requires { choice_words<E>::words; }
struct map_codec<E> {
  static std::optional<E> read(std::string_view text) {
    const auto& words = choice_words<E>::words;
    const auto found = std::find(words.begin(), words.end(), map_identity(text));
    if (found == words.end()) return std::nullopt;
    return static_cast<E>(found - words.begin());
  }
  static std::string expected(std::string_view text) {
    return one_of(choice_words<E>::words, text);
  }
  static std::string write(const E& value) {
    return std::string{choice_words<E>::words.at(static_cast<std::size_t>(value))};
  }
};

template <>
std::optional<std::string> map_codec<std::string>::read(std::string_view);
template <>
std::string map_codec<std::string>::expected(std::string_view);
template <>
std::string map_codec<std::string>::write(const std::string&);
template <>
std::optional<entity> map_codec<entity>::read(std::string_view);
template <>
std::string map_codec<entity>::expected(std::string_view);
template <>
std::string map_codec<entity>::write(const entity&);
template <>
std::optional<int> map_codec<int>::read(std::string_view);
template <>
std::string map_codec<int>::expected(std::string_view);
template <>
std::string map_codec<int>::write(const int&);
template <>
std::optional<carrier> map_codec<carrier>::read(std::string_view);
template <>
std::string map_codec<carrier>::expected(std::string_view);
template <>
std::string map_codec<carrier>::write(const carrier&);
template <>
std::optional<settings::names> map_codec<settings::names>::read(std::string_view);
template <>
std::string map_codec<settings::names>::expected(std::string_view);
template <>
std::string map_codec<settings::names>::write(const settings::names&);
template <>
std::optional<acumatica::concept_id> map_codec<acumatica::concept_id>::read(std::string_view);
template <>
std::string map_codec<acumatica::concept_id>::expected(std::string_view);
template <>
std::string map_codec<acumatica::concept_id>::write(const acumatica::concept_id&);

/// "03:30" as minutes since midnight; empty for any other text.
std::optional<std::chrono::minutes> time_of_day(std::string_view text);

struct time_of_week {
  int day = 0;  ///< 0: Sunday
  std::chrono::minutes at{0};
};
/// "sunday 03:30", in any case; three letters of the day are enough. Empty for any other text.
std::optional<time_of_week> weekly_time(std::string_view text);

}  // namespace acumage::settings
