// Settings from a text, as if it were config.ini, and looks into what was found.
#pragma once

#include "settings/load.hpp"
#include "tests/support/temp_dir.hpp"

#include <algorithm>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace acumage::tests {

inline void write_file(const std::filesystem::path& path, std::string_view text) {
  std::ofstream{path, std::ios::binary} << text;
}

/// Loads `text` from a file called config.ini; places in the findings are cut down to
/// "config.ini:3".
inline settings::loaded load_text(std::string_view text, settings::settings_sources more = {}) {
  const temp_dir folder;
  more.file = (folder / "config.ini").string();
  write_file(more.file, text);
  auto done = settings::load_settings(more);
  for (auto& each : done.findings)
    if (each.where.starts_with(folder.path().string()))
      each.where.erase(0, folder.path().string().size() + 1);
  return done;
}

inline settings::loaded load_overrides(std::vector<std::string> overrides) {
  return settings::load_settings(
      {.file = {}, .overrides = std::move(overrides), .environment = {}});
}

/// "error config.ini:3: message" per finding.
inline std::vector<std::string> lines(const std::vector<settings::finding>& findings) {
  std::vector<std::string> texts;
  for (const auto& each : findings)
    texts.push_back((each.severity == settings::severity::error ? "error " : "warning ") +
                    each.where + ": " + each.message);
  return texts;
}

/// The same as one text, so that a failed check shows it.
inline std::string report(const std::vector<settings::finding>& findings) {
  std::string text;
  for (const auto& line : lines(findings)) text += line + "\n";
  return text;
}

inline bool mentions(const std::vector<settings::finding>& findings, settings::severity how,
                     std::string_view words) {
  return std::any_of(findings.begin(), findings.end(), [&](const settings::finding& each) {
    return each.severity == how && each.message.find(words) != std::string::npos;
  });
}
inline bool has_error(const settings::loaded& from, std::string_view words) {
  return !from.value && mentions(from.findings, settings::severity::error, words);
}
inline bool has_warning(const settings::loaded& from, std::string_view words) {
  return mentions(from.findings, settings::severity::warning, words);
}

}  // namespace acumage::tests
