// Changes entries in the text of a settings file, and nothing else of it.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace acumage::settings {

struct ini_change {
  std::string section;
  std::string key;
  std::optional<std::string> value;  ///< empty: the entry is removed
};

/// Whether two keys of a section are one.
using same_key = std::function<bool(std::string_view section, std::string_view, std::string_view)>;

/// The text with the changes made. Comments, order, blanks, line ends and every other entry stay
/// byte for byte; an entry that has its value already stays as it is written. A new entry goes below
/// a comment that has its key (`; key = value`), else below the last entry of its section; a new
/// section goes to the end. The grammar is that of read_ini.
std::string edited_ini(std::string_view text, std::span<const ini_change> changes,
                       const same_key& same);

}  // namespace acumage::settings
