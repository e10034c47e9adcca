// Generates config.ini from the table, so that file and program cannot drift apart.
#include "settings/codec.hpp"
#include "settings/ini.hpp"
#include "settings/table.hpp"
#include "settings/text.hpp"

#include <cstddef>

namespace acumage::settings {

namespace {

constexpr std::string_view head =
    R"(; Acumage settings. This file lists every key with its default; an absent key has its default.
;
; key = value; `;` or `#` at the start of a line or after white space starts a comment. A whole
; value may be in double quotes, which keep blanks and comment signs (\" is a quote, \\ a
; backslash); so may a key with `=` or comment signs. Lists are comma separated, without blanks in
; their elements. A map is a section of its own whose keys are the map's keys: they may hold blanks
; and dots, are trimmed and compared without case. Times are in seconds, with up to three decimals.
;
; ACUMAGE__SECTION__KEY in the environment (dots are underscores) overrides a key here, and
; --section.key=value on the command line overrides both; maps are set here only. X_file = path
; reads the secret X from a file: relative to this file's folder, or a bare name in
; $CREDENTIALS_DIRECTORY or in credentials/ beside it; a last newline is trimmed. Secrets are
; never printed.
;
; `acumage check-config` reports every mistake. SIGHUP reloads, all or nothing; a key marked
; [restart] needs a restart.
)";

/// Wraps the text into comment lines of at most 100 columns, broken between words.
std::string comment(std::string_view text) {
  constexpr std::size_t width = 98;
  std::string lines;
  while (!text.empty()) {
    auto end = text.size();
    if (end > width) end = text.rfind(' ', width);
    if (end == std::string_view::npos) end = text.size();
    lines += "; " + std::string{text.substr(0, end)} + "\n";
    text.remove_prefix(end);
    if (text.starts_with(' ')) text.remove_prefix(1);
  }
  return lines;
}

std::string bounds_note(const key_info& key) {
  const bool says_itself = key.kind == value_kind::flag;
  const auto bounds = says_itself ? std::string{} : bounds_text(key);
  std::string note;
  if (!bounds.empty()) note += " (" + bounds + ")";
  if (key.kind == value_kind::secret) note += " (secret; or " + std::string{key.name} + "_file)";
  if (key.when == applies::at_restart) note += " [restart]";
  return note;
}

std::string assignment(std::string_view name, std::string_view value) {
  std::string line = ini_key(name);
  line += " =";
  if (!value.empty()) line += " " + ini_quoted(value);
  return line + "\n";
}

std::string key_text(const key_info& key, const settings& of) {
  const auto value = key.kind == value_kind::secret ? std::string{} : write_value(key, key.get(of));
  return "\n" + comment(std::string{key.help} + bounds_note(key)) + assignment(key.name, value);
}

std::string map_text(const map_info& map, const settings& of) {
  auto text = comment(std::string{map.key_words} + " = " + std::string{map.value_words} + ". " +
                      std::string{map.help});
  for (const auto& [key, value] : map.entries(of)) text += assignment(key, value);
  for (const auto& [key, value] : map.examples) text += "; " + assignment(key, value);
  return text;
}

}  // namespace

std::string config_text() { return config_text(settings{}); }

std::string config_text(const settings& value) {
  std::string text{head};
  for (const auto& section : settings_table()) {
    text += "\n[" + std::string{section.name} + "]  ; " + std::string{section.title} + "\n";
    for (const auto& key : section.keys) text += key_text(key, value);
    if (section.map) text += map_text(*section.map, value);
  }
  return text;
}

}  // namespace acumage::settings
