#include "settings/codec.hpp"

#include "messages/key.hpp"
#include "settings/ini.hpp"
#include "settings/suggest.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace acumage::settings {

namespace {

using words = std::span<const std::string_view>;

read_outcome wrong(std::string expected) { return {std::nullopt, std::move(expected)}; }
read_outcome right(key_value value) { return {std::move(value), {}}; }

/// "a", "a or b", "a, b or c".
std::string either(words of) {
  std::string text;
  for (std::size_t i = 0; i < of.size(); ++i) {
    if (i > 0) text += i + 1 == of.size() ? " or " : ", ";
    text += of[i];
  }
  return text;
}

/// "1.5" for 1500; whole numbers without a point.
std::string thousandths_text(std::int64_t thousandths) {
  auto text = std::to_string(thousandths / 1000);
  const auto rest = thousandths % 1000;
  if (rest == 0) return text;
  auto decimals = std::to_string(1000 + rest).substr(1);
  while (decimals.back() == '0') decimals.pop_back();
  return text + "." + decimals;
}

std::optional<std::int64_t> read_whole(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

bool all_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// "[-]digits[.up to three digits]" in thousandths, exact; empty for anything else.
std::optional<std::int64_t> read_thousandths(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const auto point = text.find('.');
  const auto whole = text.substr(0, point);
  const auto decimals = point == std::string_view::npos ? "0" : text.substr(point + 1);
  if (!all_digits(whole) || !all_digits(decimals) || decimals.size() > 3) return std::nullopt;
  auto digits = (negative ? "-" : "") + std::string{whole} + std::string{decimals};
  digits.append(3 - decimals.size(), '0');
  return read_whole(digits);
}

read_outcome read_number(const key_info& key, std::string_view text) {
  const bool whole = key.kind == value_kind::whole;
  const auto number = whole ? read_whole(text) : read_thousandths(text);
  if (number && *number >= key.min && *number <= key.max) return right(*number);
  // It is a number, possibly too long to store: the bounds are then explanation enough.
  const auto digits = text.substr(text.starts_with('-') ? 1 : 0);
  if (number || all_digits(digits)) return wrong(bounds_text(key));
  return wrong((whole ? "a whole number, " : "a number with at most three decimals, ") +
               bounds_text(key));
}

read_outcome read_flag(const key_info& key, std::string_view text) {
  constexpr std::array<std::string_view, 4> on{"true", "on", "yes", "1"};
  constexpr std::array<std::string_view, 4> off{"false", "off", "no", "0"};
  const auto word = fold_key(text);
  if (std::find(on.begin(), on.end(), word) != on.end()) return right(true);
  if (std::find(off.begin(), off.end(), word) != off.end()) return right(false);
  return wrong(bounds_text(key));
}

bool is_choice(words of, std::string_view word) {
  return std::find(of.begin(), of.end(), word) != of.end();
}

read_outcome read_choice(const key_info& key, std::string_view text) {
  if (is_choice(key.choices, text)) return right(std::string{text});
  return wrong(bounds_text(key) + did_you_mean(nearest(text, key.choices)));
}

read_outcome read_elements(const key_info& key, std::string_view text) {
  if (text.empty()) return right(std::vector<std::string>{});
  // A blank or semicolon is a comma that was meant; no code of the ERP or the store holds one.
  auto elements = split_list(text, " \t;");
  if (!elements) return wrong(std::string{list_form});
  for (const auto& element : *elements) {
    if (key.choices.empty() || is_choice(key.choices, element)) continue;
    return wrong(bounds_text(key) + did_you_mean(nearest(element, key.choices)));
  }
  return right(std::move(*elements));
}

}  // namespace

read_outcome read_value(const key_info& key, std::string_view text) {
  if (key.kind == value_kind::secret) return right(secret{std::string{text}});
  if (has_control(text) || !is_utf8(text)) return wrong("UTF-8 text without control characters");
  switch (key.kind) {
    case value_kind::flag: return read_flag(key, text);
    case value_kind::whole:
    case value_kind::seconds:
    case value_kind::fraction: return read_number(key, text);
    case value_kind::choice: return read_choice(key, text);
    case value_kind::list: return read_elements(key, text);
    case value_kind::text:
    case value_kind::path:
    case value_kind::folder:
    case value_kind::secret: break;
  }
  return right(std::string{text});
}

std::string write_value(const key_info& key, const key_value& value) {
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const auto* number = std::get_if<std::int64_t>(&value))
    return key.kind == value_kind::whole ? std::to_string(*number) : thousandths_text(*number);
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* hidden = std::get_if<secret>(&value)) return hidden->set() ? "set" : "unset";
  return map_codec<settings::names>::write(std::get<std::vector<std::string>>(value));
}

std::string bounds_text(const key_info& key) {
  const auto unit = key.unit.empty() ? std::string{} : " " + std::string{key.unit};
  switch (key.kind) {
    case value_kind::flag: return "true or false";
    case value_kind::whole:
      return std::to_string(key.min) + " to " + std::to_string(key.max) + unit;
    case value_kind::seconds:
    case value_kind::fraction:
      return thousandths_text(key.min) + " to " + thousandths_text(key.max) + unit;
    case value_kind::choice: return either(key.choices);
    case value_kind::list:
      return key.choices.empty() ? std::string{} : "a list of " + either(key.choices);
    case value_kind::text:
    case value_kind::path:
    case value_kind::folder:
    case value_kind::secret: break;
  }
  return {};
}

std::string shown(std::string_view text) {
  constexpr std::size_t longest = 80;
  if (!is_utf8(text)) return "(not UTF-8)";
  std::string line{text.substr(0, longest)};
  if (text.size() > longest) {
    while (!is_utf8(line)) line.pop_back();  // not in the middle of a character
    line += "…";
  }
  for (char& c : line)
    if (has_control({&c, 1})) c = '?';
  return line;
}

std::string map_identity(std::string_view key) { return fold_key(trimmed(key)); }

std::optional<std::vector<std::string>> split_list(std::string_view text,
                                                   std::string_view forbidden) {
  std::vector<std::string> elements;
  while (true) {
    const auto comma = text.find(',');
    const auto element = trimmed(text.substr(0, comma));
    if (element.empty() || element.find_first_of(forbidden) != std::string_view::npos)
      return std::nullopt;
    elements.emplace_back(element);
    if (comma == std::string_view::npos) return elements;
    text.remove_prefix(comma + 1);
  }
}

std::optional<std::chrono::minutes> time_of_day(std::string_view text) {
  const auto digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
  if (text.size() != 5 || text[2] != ':' || !digit(0) || !digit(1) || !digit(3) || !digit(4))
    return std::nullopt;
  const auto two = [&](std::size_t at) { return (text[at] - '0') * 10 + text[at + 1] - '0'; };
  if (two(0) > 23 || two(3) > 59) return std::nullopt;
  return std::chrono::minutes{two(0) * 60 + two(3)};
}

std::optional<time_of_week> weekly_time(std::string_view text) {
  constexpr std::array<std::string_view, 7> days{"sunday",   "monday", "tuesday", "wednesday",
                                                 "thursday", "friday", "saturday"};
  const auto blank = text.find(' ');
  if (blank == std::string_view::npos || blank < 3) return std::nullopt;
  const auto named = fold_key(text.substr(0, blank));
  const auto at = time_of_day(trimmed(text.substr(blank)));
  const auto* const day =
      std::find_if(days.begin(), days.end(), [&](auto each) { return each.starts_with(named); });
  if (!at || day == days.end()) return std::nullopt;
  return time_of_week{static_cast<int>(day - days.begin()), *at};
}

}  // namespace acumage::settings
