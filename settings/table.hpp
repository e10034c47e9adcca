// The single table of all settings, used for reading, checking, overriding, listing, config.ini and
// reload.
#pragma once

#include "settings/settings.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace acumage::settings {

enum class value_kind : std::uint8_t {
  flag,
  whole,     ///< a number without fraction
  seconds,   ///< at most three decimals
  fraction,  ///< a number with at most three decimals
  choice,
  text,
  path,    ///< a file; a relative path starts at the folder of the settings file
  folder,  ///< a relative path starts at the working folder
  list,    ///< separated by commas
  secret,  ///< `<name>_file` may name a file that holds it
};

/// The value of a key, by kind: flag; whole, and thousandths of seconds and fraction; choice, text,
/// path and folder; list; secret.
using key_value = std::variant<bool, std::int64_t, std::string, std::vector<std::string>, secret>;

/// When a change of the key takes effect.
enum class applies : std::uint8_t { at_reload, at_restart };

struct key_info {
  std::string_view section;
  std::string_view name;
  value_kind kind = value_kind::text;
  std::int64_t min = 0;  ///< whole: as it is; seconds and fraction: thousandths
  std::int64_t max = 0;
  std::string_view unit;
  std::span<const std::string_view> choices;  ///< of a choice, or of each element of a list
  applies when = applies::at_reload;
  std::string_view help;  ///< one sentence
  key_value (*get)(const settings&) = nullptr;
  void (*set)(settings&, const key_value&) = nullptr;  ///< the value must have passed read_value

  std::string full_name() const;
};

/// A section whose keys are the operator's own.
struct map_info {
  std::string_view key_words;    ///< "warehouse"
  std::string_view value_words;  ///< "Magento source code"
  std::string_view help;         ///< one sentence
  std::vector<std::pair<std::string_view, std::string_view>> examples;
  /// Two keys with the same identity are one.
  std::string (*identity)(std::string_view key) = nullptr;
  /// Adds an entry. Returns what was expected instead; empty when the entry was accepted.
  std::string (*put)(settings&, std::string_view key, std::string_view value) = nullptr;
  void (*clear)(settings&) = nullptr;
  std::vector<std::pair<std::string, std::string>> (*entries)(const settings&) = nullptr;
};

struct section_info {
  std::string_view name;
  std::string_view title;
  std::vector<key_info> keys;
  std::optional<map_info> map;  ///< then `keys` is empty
};

/// All sections in the order of config.ini. The defaults are those of `settings{}`.
const std::vector<section_info>& settings_table();

/// nullptr when there is none.
const section_info* find_section(std::string_view name);
const key_info* find_key(std::string_view section, std::string_view name);
const key_info* find_key(std::string_view full_name);
/// Where the section ends in "section.key": names of sections, and of keys, may hold dots, too. The
/// first dot when no section is known; npos without a dot.
std::size_t section_end(std::string_view full_name);

}  // namespace acumage::settings
