// Writes JSON text, the only format of the node's output for machines.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace acumage {

/// Appends `text` as a JSON string with quotes. Bytes that are not valid UTF-8 become U+FFFD, so
/// that the output always parses.
void append_json_string(std::string& to, std::string_view text);

/// For error texts: a JSON string of at most the first `most` bytes, so that no line break or control
/// character of the input reaches a log.
std::string excerpt(std::string_view text, std::size_t most = 60);

/// Builds one JSON value. Calls must nest properly: object() … end(), array() … end(); inside an object
/// each value is preceded by key(). Misuse is caught by assert.
class json_writer {
 public:
  json_writer& object();
  json_writer& array();
  json_writer& end();
  json_writer& key(std::string_view name);
  json_writer& string(std::string_view text);
  json_writer& number(std::int64_t value);
  json_writer& number(std::uint64_t value);
  json_writer& number(int value) { return number(static_cast<std::int64_t>(value)); }
  json_writer& number(unsigned value) { return number(static_cast<std::uint64_t>(value)); }
  /// Finite values only, at most three decimals: rates and seconds, never money.
  json_writer& number(double value);
  json_writer& boolean(bool value);
  json_writer& null();
  /// Null for an empty text.
  json_writer& string_or_null(std::string_view text);
  /// RFC 3339, or null for 0. `at_us`: microseconds since 1970.
  json_writer& time_or_null(std::int64_t at_us);
  /// Text that is already JSON.
  json_writer& raw(std::string_view json);

  /// The finished text; the writer is empty afterwards.
  std::string take();

 private:
  void before_value();

  std::string text_;
  std::vector<char> open_;  // '{' or '[' per level
  bool first_ = true;       // nothing written yet on this level
  bool after_key_ = false;
};

/// RFC 3339 in UTC with milliseconds: 2026-08-14T10:02:11.042Z.
std::string rfc3339(std::int64_t at_us);

}  // namespace acumage
