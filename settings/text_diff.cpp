#include "settings/text_diff.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace acumage::settings {

namespace {

constexpr std::size_t context = 2;

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    auto line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

struct step {
  char sign = ' ';
  std::string_view line;
  std::size_t number = 0;  ///< in the text that it is of, from 1
};

/// By the longest common subsequence; settings files are short.
std::vector<step> steps_of(const std::vector<std::string_view>& from,
                           const std::vector<std::string_view>& to) {
  std::vector<std::vector<std::size_t>> common(from.size() + 1,
                                               std::vector<std::size_t>(to.size() + 1));
  for (std::size_t i = from.size(); i-- > 0;)
    for (std::size_t j = to.size(); j-- > 0;)
      common[i][j] = from[i] == to[j] ? common[i + 1][j + 1] + 1
                                      : std::max(common[i + 1][j], common[i][j + 1]);
  std::vector<step> steps;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < from.size() || j < to.size()) {
    if (i < from.size() && j < to.size() && from[i] == to[j]) {
      steps.push_back({' ', from[i], i + 1});
      ++i, ++j;
    } else if (i < from.size() && (j == to.size() || common[i + 1][j] >= common[i][j + 1])) {
      steps.push_back({'-', from[i], i + 1});
      ++i;
    } else {
      steps.push_back({'+', to[j], j + 1});
      ++j;
    }
  }
  return steps;
}

}  // namespace

std::string text_diff(std::string_view before, std::string_view after,
                      const std::function<std::string(std::string_view)>& shown) {
  const auto steps = steps_of(lines_of(before), lines_of(after));
  std::vector<bool> near(steps.size());
  for (std::size_t i = 0; i < steps.size(); ++i)
    if (steps[i].sign != ' ')
      for (auto k = i - std::min(i, context); k < std::min(i + context + 1, steps.size()); ++k)
        near[k] = true;
  std::string text;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (!near[i]) continue;
    if (i == 0 || !near[i - 1]) text += "@@ line " + std::to_string(steps[i].number) + " @@\n";
    text += steps[i].sign + shown(steps[i].line) + "\n";
  }
  return text;
}

}  // namespace acumage::settings
