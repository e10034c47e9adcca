#include "acumatica/json_token.hpp"

#include "messages/key.hpp"

#include <algorithm>
#include <charconv>

namespace acumage::acumatica {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::size_t digits_at_start(std::string_view text) {
  std::size_t count = 0;
  while (count < text.size() && is_digit(text[count])) ++count;
  return count;
}

/// The four hexadecimal digits behind `\u` at the start of `text`.
std::optional<unsigned> code_unit(std::string_view text) {
  if (text.size() < 6 || text[0] != '\\' || text[1] != 'u') return std::nullopt;
  unsigned unit = 0;
  const auto* const end = text.data() + 6;
  const auto read = std::from_chars(text.data() + 2, end, unit, 16);
  if (read.ec != std::errc{} || read.ptr != end) return std::nullopt;
  return unit;
}

void append_utf8(std::string& to, unsigned point) {
  const auto tail = [&](unsigned shift) {
    to += static_cast<char>(0x80U | ((point >> shift) & 0x3FU));
  };
  if (point < 0x80U) {
    to += static_cast<char>(point);
  } else if (point < 0x800U) {
    to += static_cast<char>(0xC0U | (point >> 6U));
    tail(0);
  } else if (point < 0x10000U) {
    to += static_cast<char>(0xE0U | (point >> 12U));
    tail(6);
    tail(0);
  } else {
    to += static_cast<char>(0xF0U | (point >> 18U));
    tail(12);
    tail(6);
    tail(0);
  }
}

/// Appends the character of the `\u` escape at the start of `text`. Returns its length in `text`, 0
/// when it is invalid.
std::size_t append_code_point(std::string& to, std::string_view text) {
  const auto high = code_unit(text);
  if (!high) return 0;
  const bool leads = *high >= 0xD800U && *high <= 0xDBFFU;
  if (leads) {
    const auto low = code_unit(text.substr(6));
    if (low && *low >= 0xDC00U && *low <= 0xDFFFU) {
      append_utf8(to, 0x10000U + ((*high - 0xD800U) << 10U) + (*low - 0xDC00U));
      return 12;
    }
  }
  if (leads || (*high >= 0xDC00U && *high <= 0xDFFFU))
    to += text.substr(0, 6);
  else
    append_utf8(to, *high);
  return 6;
}

/// The character of a two-character escape (RFC 8259, section 7); empty when it is invalid.
std::optional<char> short_escape(char letter) {
  switch (letter) {
    case '"': return '"';
    case '\\': return '\\';
    case '/': return '/';
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    default: return std::nullopt;
  }
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// Length of the UTF-8 sequence at the start of `text` (RFC 3629, section 4), 0 when it is not valid.
std::size_t utf8_length(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  if (lead < 0x80U) return 1;
  const std::size_t length = lead >= 0xF0U ? 4 : lead >= 0xE0U ? 3 : 2;
  if (lead < 0xC2U || lead > 0xF4U || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i)
    if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U) return 0;
  // Overlong forms, surrogates and code points above U+10FFFF are recognized by the second byte.
  const auto second = static_cast<unsigned char>(text[1]);
  if ((lead == 0xE0U && second < 0xA0U) || (lead == 0xEDU && second > 0x9FU)) return 0;
  if ((lead == 0xF0U && second < 0x90U) || (lead == 0xF4U && second > 0x8FU)) return 0;
  return length;
}

}  // namespace

bool is_json_number(std::string_view token) {
  if (!token.empty() && token.front() == '-') token.remove_prefix(1);
  const auto whole = digits_at_start(token);
  if (whole == 0 || (whole > 1 && token.front() == '0')) return false;
  token.remove_prefix(whole);
  if (!token.empty() && token.front() == '.') {
    token.remove_prefix(1);
    const auto fraction = digits_at_start(token);
    if (fraction == 0) return false;
    token.remove_prefix(fraction);
  }
  if (!token.empty() && (token.front() == 'e' || token.front() == 'E')) {
    token.remove_prefix(1);
    if (!token.empty() && (token.front() == '-' || token.front() == '+')) token.remove_prefix(1);
    return !token.empty() && digits_at_start(token) == token.size();
  }
  return token.empty();
}

std::optional<std::string> unescaped(std::string_view between_quotes) {
  std::string plain;
  plain.reserve(between_quotes.size());
  while (!between_quotes.empty()) {
    const auto run = std::min(between_quotes.find('\\'), between_quotes.size());
    plain += between_quotes.substr(0, run);
    between_quotes.remove_prefix(run);
    if (between_quotes.empty()) break;
    if (between_quotes.size() < 2) return std::nullopt;
    if (const auto character = short_escape(between_quotes[1])) {
      plain += *character;
      between_quotes.remove_prefix(2);
    } else if (const auto length = append_code_point(plain, between_quotes); length > 0) {
      between_quotes.remove_prefix(length);
    } else {
      return std::nullopt;
    }
  }
  return plain;
}

std::optional<std::uint64_t> whole_number(std::string_view text) {
  text = trimmed(text);
  std::uint64_t number = 0;
  const auto* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  if (read.ec != std::errc{} || read.ptr != end) return std::nullopt;
  return number;
}

std::string on_one_line(std::string_view json) {
  // Two searches with vector instructions; find_first_of() makes a call for every byte.
  if (json.find('\n') == std::string_view::npos && json.find('\r') == std::string_view::npos)
    return std::string{json};
  std::string line;
  line.reserve(json.size());
  bool inside = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    if (!inside && is_blank(json[i])) continue;
    line += json[i];
    if (json[i] == '"') inside = !inside;
    if (inside && json[i] == '\\' && i + 1 < json.size()) line += json[++i];
  }
  return line;
}

std::string place_in(std::string_view text, std::size_t offset, std::size_t first_line) {
  const auto before = text.substr(0, offset);
  const auto breaks = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
  const auto last = before.rfind('\n');
  const auto line = before.substr(last == std::string_view::npos ? 0 : last + 1);
  const auto characters = std::count_if(line.begin(), line.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;  // not the tail of a character
  });
  return "line " + std::to_string(first_line + breaks) + ", column " +
         std::to_string(characters + 1);
}

std::size_t first_bad_byte(std::string_view text) {
  bool inside = false;
  std::size_t opened = 0;
  for (std::size_t i = 0; i < text.size();) {
    const auto length = utf8_length(text.substr(i));
    if (length == 0) return i;
    if (inside && static_cast<unsigned char>(text[i]) < 0x20U) return i;
    if (text[i] == '"') {
      inside = !inside;
      opened = i;
    }
    // An escaped quote does not end the string; the byte after a backslash is still checked.
    if (inside && text[i] == '\\' && i + 1 < text.size() &&
        (text[i + 1] == '"' || text[i + 1] == '\\'))
      ++i;
    i += length;
  }
  return inside ? opened : text.size();
}

}  // namespace acumage::acumatica
