#include "simulator/php_json.hpp"

#include <array>
#include <charconv>
#include <cstdint>
#include <cstdlib>

namespace acumage::simulator {
namespace {

void append_unit(std::string& to, std::uint32_t unit) {
  static constexpr std::string_view digits = "0123456789abcdef";
  to += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) to += digits[(unit >> shift) & 0xFU];
}

void append_code_point(std::string& to, std::uint32_t point) {
  if (point < 0x10000) return append_unit(to, point);
  append_unit(to, 0xD800 + ((point - 0x10000) >> 10));
  append_unit(to, 0xDC00 + ((point - 0x10000) & 0x3FFU));
}

void append_ascii(std::string& to, char c) {
  switch (c) {
    case '"': to += "\\\""; return;
    case '\\': to += "\\\\"; return;
    case '/': to += "\\/"; return;
    case '\b': to += "\\b"; return;
    case '\f': to += "\\f"; return;
    case '\n': to += "\\n"; return;
    case '\r': to += "\\r"; return;
    case '\t': to += "\\t"; return;
    default: break;
  }
  if (static_cast<unsigned char>(c) < 0x20) return append_unit(to, static_cast<unsigned char>(c));
  to += c;
}

/// The code point that starts at `at`; moves `at` behind it. Broken UTF-8 is read byte by byte.
std::uint32_t next_code_point(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const std::uint32_t lead = byte(at);
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
  if (length == 1 || at + length > text.size()) {
    ++at;
    return lead;
  }
  std::uint32_t point = lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) point = (point << 6) | (byte(at + i) & 0x3FU);
  at += length;
  return point;
}

}  // namespace

void append_php_string(std::string& to, std::string_view text) {
  to += '"';
  for (std::size_t at = 0; at < text.size();) {
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      append_ascii(to, text[at++]);
    } else {
      append_code_point(to, next_code_point(text, at));
    }
  }
  to += '"';
}

std::string php_string(std::string_view text) {
  std::string written;
  append_php_string(written, text);
  return written;
}

std::string php_number(double value) {
  std::array<char, 32> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                 std::chars_format::scientific)
                       .ptr;
  std::string_view text{buffer.data(), static_cast<std::size_t>(end - buffer.data())};

  std::string written;
  if (text.front() == '-') {
    written += '-';
    text.remove_prefix(1);
  }
  const auto e = text.find('e');
  const int exponent = std::atoi(text.data() + e + 1);
  std::string digits{text.substr(0, 1)};
  if (e > 2) digits += text.substr(2, e - 2);

  if (exponent < -4 || exponent >= 14) {
    written += digits.substr(0, 1) + '.' + (digits.size() > 1 ? digits.substr(1) : "0") + 'e';
    written += exponent < 0 ? '-' : '+';
    return written + std::to_string(std::abs(exponent));
  }
  if (exponent < 0) {
    return written + "0." + std::string(static_cast<std::size_t>(-exponent - 1), '0') + digits;
  }
  const auto whole = static_cast<std::size_t>(exponent) + 1;
  if (digits.size() <= whole) return written + digits + std::string(whole - digits.size(), '0');
  return written + digits.substr(0, whole) + '.' + digits.substr(whole);
}

}  // namespace acumage::simulator
