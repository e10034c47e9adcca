#include "simulator/acumatica/tables/cell.hpp"

#include <array>
#include <charconv>
#include <cstdlib>

namespace acumage::simulator::acumatica {
namespace {

constexpr std::int64_t million = 1'000'000;

/// ASCII -> place in the order: 0 is the end, then signs, digits and letters in both cases.
constexpr std::array<char, 128> weights = [] {
  std::array<char, 128> made{};
  const auto is_digit = [](int c) { return c >= '0' && c <= '9'; };
  const auto is_letter = [](int c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; };
  char next = 1;
  for (int c = 0; c < 128; ++c)
    if (!is_digit(c) && !is_letter(c)) made[static_cast<std::size_t>(c)] = next++;
  for (int c = '0'; c <= '9'; ++c) made[static_cast<std::size_t>(c)] = next++;
  for (int c = 'a'; c <= 'z'; ++c, ++next) {
    made[static_cast<std::size_t>(c)] = next;
    made[static_cast<std::size_t>(c - 0x20)] = next;
  }
  return made;
}();

std::optional<std::int64_t> integer_from(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  std::int64_t value = 0;
  const char* const end = text.data() + text.size();
  const auto [at, problem] = std::from_chars(text.data(), end, value);
  if (problem != std::errc{} || at != end || text.empty()) return std::nullopt;
  return value;
}

std::optional<cell> as_cell(const std::optional<std::int64_t>& number) {
  if (!number) return std::nullopt;
  return cell{*number};
}

}  // namespace

std::optional<std::int64_t> millionths_from(std::string_view text) {
  bool negative = false;
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
    negative = text.front() == '-';
    text.remove_prefix(1);
  }
  const auto point = std::min(text.find('.'), text.size());
  const auto fraction = text.substr(std::min(point + 1, text.size()));
  const auto digits = [](std::string_view part) {
    return part.find_first_not_of("0123456789") == std::string_view::npos;
  };
  const auto whole = text.substr(0, point);
  if (whole.empty() || whole.size() > 12 || fraction.size() > 6 || !digits(whole) ||
      !digits(fraction) || (point < text.size() && fraction.empty()))
    return std::nullopt;
  std::int64_t value = integer_from(whole).value_or(0);
  for (std::size_t i = 0; i < 6; ++i)
    value = value * 10 + (i < fraction.size() ? fraction[i] - '0' : 0);
  return negative ? -value : value;
}

std::string decimal_text(std::int64_t millionths, int places) {
  const std::int64_t size = std::abs(millionths);
  std::string fraction = std::to_string(size % million + million).substr(1);
  fraction.resize(static_cast<std::size_t>(places));
  std::string text = millionths < 0 ? "-" : "";
  text += std::to_string(size / million);
  return places == 0 ? text : text + '.' + fraction;
}

std::string short_decimal(std::int64_t millionths) {
  std::string text = decimal_text(millionths, 6);
  while (text.ends_with('0') && !text.ends_with(".0")) text.pop_back();
  return text;
}

std::optional<cell> cell_from(const column& of, std::string_view text) {
  switch (of.type) {
    case column_type::text:
    case column_type::guid: return cell{std::string{text}};
    case column_type::decimal: return as_cell(millionths_from(text));
    case column_type::integer: return as_cell(integer_from(text));
    case column_type::boolean:
      if (text == "true") return cell{std::int64_t{1}};
      if (text == "false") return cell{std::int64_t{0}};
      return std::nullopt;
    case column_type::time: break;
  }
  const auto time = parse_iso(text);
  if (!time) return std::nullopt;
  return time_cell(time->at);
}

std::optional<std::string> text_from(const column& of, const cell& value) {
  if (is_null(value)) return std::nullopt;
  switch (of.type) {
    case column_type::text:
    case column_type::guid: break;
    case column_type::decimal: return decimal_text(number_of(value), of.places);
    case column_type::integer: return std::to_string(number_of(value));
    case column_type::boolean: return number_of(value) == 0 ? "false" : "true";
    case column_type::time: return iso(time_of(value), iso_form::utc, {});
  }
  return text_of(value);
}

void append_collated(std::string& to, std::string_view text) {
  while (text.ends_with(' ')) text.remove_suffix(1);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 128) {
      to += weights.at(byte);
      continue;
    }
    to += text[i];
    if (byte != 0xC3 || i + 1 == text.size()) continue;
    // À to Þ, without ×, are 32 before their small letters.
    const auto second = static_cast<unsigned char>(text[++i]);
    const bool capital = second >= 0x80 && second <= 0x9E && second != 0x97;
    to += static_cast<char>(capital ? second + 0x20 : second);
  }
}

void append_key(std::string& to, const cell& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    const auto shifted = static_cast<std::uint64_t>(*number) ^ (std::uint64_t{1} << 63);
    for (int bits = 56; bits >= 0; bits -= 8) to += static_cast<char>(shifted >> bits);
  } else if (const auto* text = std::get_if<std::string>(&value)) {
    append_collated(to, *text);
  }
  to += '\0';
}

std::strong_ordering compare(const cell& left, const cell& right) {
  if (std::holds_alternative<std::int64_t>(left)) return number_of(left) <=> number_of(right);
  static thread_local std::string first;
  static thread_local std::string second;
  first.clear();
  second.clear();
  append_collated(first, text_of(left));
  append_collated(second, text_of(right));
  return first <=> second;
}

}  // namespace acumage::simulator::acumatica
