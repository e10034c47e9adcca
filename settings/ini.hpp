// The grammar of config.ini: parses text into sections, entries and mistakes, each with its line.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace acumage::settings {

/// One line that is not blank or a comment. Lines count from 1.
struct ini_line {
  enum class kind { section, entry, mistake } what = kind::entry;
  std::size_t number = 0;
  std::string section;  ///< of a section line its own name; of an entry its section
  std::string key;
  std::string value;  ///< without its quotes; empty when nothing follows the '='
  /// Of a mistake: what is wrong; what was expected. Never the line's text, because it may be a
  /// secret.
  std::string message;
};

/// Every line that is not blank or a comment, in order. Never fails: mistakes are returned as
/// lines.
///
///     [section]           ; comment
///     key = value         ; a comment starts with `;` or `#` at the start of a line or after
///                         ; white space
///     key = " a ; b "     ; a whole value in double quotes keeps blanks and comment signs; \" is a
///                         ; quote, \\ a backslash, any other backslash stands for itself
///     "a = #2" = value    ; so does a whole key
///
/// A key without quotes ends at the first '=', so it may contain blanks and dots. A section may be
/// opened again. A UTF-8 byte order mark and CR LF are accepted. Mistakes: a line that is none of
/// these, an entry before any section, bytes that are not UTF-8, control characters. Entries under
/// a section line that is a mistake are left out because their section is unknown.
std::vector<ini_line> read_ini(std::string_view text);

/// Well-formed by RFC 3629, section 4.
bool is_utf8(std::string_view text);

/// Holds a byte below 0x20 other than the tab, or 0x7f.
bool has_control(std::string_view text);

/// The value as it must be written so that read_ini returns it.
std::string ini_quoted(std::string_view value);
/// The same for a key.
std::string ini_key(std::string_view key);

}  // namespace acumage::settings
