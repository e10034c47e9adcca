// The small grammars inside JSON: numbers, escapes, places.
#pragma once

#include "messages/result.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace acumage::acumatica {

/// Is it a number of RFC 8259, section 6, of any length? simdjson does not check tokens that it
/// returns raw.
bool is_json_number(std::string_view token);

/// The text between the quotes of a JSON string, unescaped; empty when an escape is invalid. Half
/// of a surrogate pair stays as the six characters of its escape.
std::optional<std::string> unescaped(std::string_view between_quotes);

/// Digits only, optionally surrounded by blanks, up to 2^64 - 1; never converted through a double.
std::optional<std::uint64_t> whole_number(std::string_view text);

/// The same JSON on one line: unchanged unless it has line breaks between its tokens; then all
/// white space between tokens is removed. Dead letters and dumps are NDJSON.
std::string on_one_line(std::string_view json);

/// "line 3, column 14": both from 1; a column is a character of valid UTF-8.
std::string place_in(std::string_view text, std::size_t offset, std::size_t first_line = 1);

/// The offset of the first byte that is invalid in JSON text at its position: not UTF-8, a control
/// character in a string, or the quote of an unterminated string. text.size() when there is none.
std::size_t first_bad_byte(std::string_view text);

}  // namespace acumage::acumatica
