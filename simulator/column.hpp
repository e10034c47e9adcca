// How MySQL stores a value in a column, and when it treats two texts as equal.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace acumage::simulator {

/// A number in DECIMAL: rounded half away from zero to `places` decimals, clamped to `largest` on
/// both sides.
double as_decimal(double value, int places, double largest);

/// Of a TEXT column, in bytes.
inline constexpr std::size_t longest_text = 65'535;

/// A text in VARCHAR(max) of three-byte UTF-8: characters of four bytes become four question marks
/// (transcript row 302), and text that is too long is cut silently (row 292).
std::string as_varchar(std::string_view text, std::size_t max);

/// The same for all texts that are equal to a case-insensitive collation, which also ignores
/// trailing (not leading) blanks (REST.md 2.2).
std::string collated(std::string_view text);

/// Lower case as PHP's mb_strtolower makes it: unlike a collation it keeps accents apart.
std::string lower_case(std::string_view text);

}  // namespace acumage::simulator
