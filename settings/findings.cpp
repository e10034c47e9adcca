// Orders the findings about settings, and checks what a start needs beyond valid values.
#include "settings/load.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <utility>

namespace acumage::settings {

namespace {

/// The line in the file; a number above all lines for a finding that has none.
std::size_t line_of(const finding& of, const std::string& file) {
  std::size_t line = 0;
  if (of.where.starts_with(file + ":")) {
    const auto* const digits = of.where.data() + file.size() + 1;
    std::from_chars(digits, of.where.data() + of.where.size(), line);
  }
  return line == 0 ? std::numeric_limits<std::size_t>::max() : line;
}

}  // namespace

void sort_findings(std::vector<finding>& all, const std::string& file) {
  std::stable_sort(all.begin(), all.end(), [&](const finding& a, const finding& b) {
    return line_of(a, file) < line_of(b, file);
  });
}

loaded load_for_run(const settings_sources& from) {
  auto read = load_settings(from);
  if (!read.value) return read;
  for (auto& each : findings_for_run(*read.value, from.file))
    read.findings.push_back(std::move(each));
  if (has_errors(read.findings)) read.value.reset();
  return read;
}

std::vector<finding> findings_for_run(const settings& value, const std::string& file) {
  std::vector<finding> missing;
  const auto add = [&](std::string key, const std::string& expected) {
    missing.push_back(
        {severity::error, file, key, key + " is not set; `acumage run` needs " + expected});
  };
  if (value.connection.magento_url.empty())
    add("connection.magento_url", "the store's address, such as https://shop.example.com");
  const auto& is = value.connection;
  if (!is.bearer_token.set() && !is.oauth_token.set())
    add("connection.bearer_token",
        "the access token of the store's integration, or its four OAuth secrets");
  return missing;
}

bool has_errors(const std::vector<finding>& findings) {
  return std::any_of(findings.begin(), findings.end(),
                     [](const finding& each) { return each.severity == severity::error; });
}

}  // namespace acumage::settings
