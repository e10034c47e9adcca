// One value of a row: how it is read, compared as SQL Server compares it, and written.
#pragma once

#include "simulator/acumatica/moments.hpp"
#include "simulator/acumatica/tables/schema.hpp"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace acumage::simulator::acumatica {

/// Null, a number or a text. The column says what a number means: an integer, 0 or 1, millionths of
/// a decimal, or microseconds UTC.
using cell = std::variant<std::monostate, std::int64_t, std::string>;

inline bool is_null(const cell& value) { return std::holds_alternative<std::monostate>(value); }
inline std::int64_t number_of(const cell& value) { return std::get<std::int64_t>(value); }
inline const std::string& text_of(const cell& value) { return std::get<std::string>(value); }
inline moment time_of(const cell& value) {
  return moment{std::chrono::microseconds{number_of(value)}};
}
inline cell time_cell(moment at) {
  return std::int64_t{to_millisecond(at).time_since_epoch().count()};
}

/// Up to six decimals, no exponent; no value: not such a number, or one beyond 9 * 10^12.
std::optional<std::int64_t> millionths_from(std::string_view text);
/// 60.0000 for four places.
std::string decimal_text(std::int64_t millionths, int places);
/// At least one decimal, as .NET writes a double: 60.0, 42.5.
std::string short_decimal(std::int64_t millionths);

/// Reads what a caller writes: text as it is, numbers, true or false, times in ISO (without a zone: UTC).
std::optional<cell> cell_from(const column& of, std::string_view text);
/// The same back; empty for null.
std::optional<std::string> text_from(const column& of, const cell& value);

/// Appends a text such that texts compare as bytes in the ERP's order: regardless of case and of
/// blanks at the end, signs before digits before letters.
void append_collated(std::string& to, std::string_view text);
/// Appends a key's value and its end.
void append_key(std::string& to, const cell& value);

/// Of one column's values, neither null.
std::strong_ordering compare(const cell& left, const cell& right);

}  // namespace acumage::simulator::acumatica
