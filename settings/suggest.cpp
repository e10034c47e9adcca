#include "settings/suggest.hpp"

#include "messages/key.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace acumage::settings {

namespace {

/// Optimal string alignment distance: Levenshtein's, except that a swap of neighbours counts once.
std::size_t distance(std::string_view left, std::string_view right) {
  std::vector<std::size_t> before_last;
  std::vector<std::size_t> last(right.size() + 1);
  for (std::size_t j = 0; j < last.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= left.size(); ++i) {
    std::vector<std::size_t> row(right.size() + 1);
    row[0] = i;
    for (std::size_t j = 1; j <= right.size(); ++j) {
      const std::size_t replaced = last[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
      row[j] = std::min({replaced, last[j] + 1, row[j - 1] + 1});
      const bool swapped =
          i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
      if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
    before_last = std::exchange(last, std::move(row));
  }
  return last.back();
}

}  // namespace

std::string nearest(std::string_view typed, std::span<const std::string_view> candidates) {
  constexpr std::size_t longest = 64;  // no name is longer; limits the table for any input
  if (typed.empty() || typed.size() > longest) return {};
  const auto wanted = fold_key(typed);
  std::string_view best;
  std::size_t best_distance = std::max<std::size_t>(1, typed.size() / 3) + 1;
  for (const auto candidate : candidates) {
    const auto found = distance(wanted, fold_key(candidate));
    if (found >= best_distance) continue;
    best = candidate;
    best_distance = found;
  }
  return std::string{best};
}

std::string did_you_mean(std::string_view name) {
  if (name.empty()) return {};
  return "; did you mean `" + std::string{name} + "`?";
}

}  // namespace acumage::settings
