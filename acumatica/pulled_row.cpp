#include "acumatica/pulled_row.hpp"

#include "acumatica/json_tree.hpp"
#include "messages/key.hpp"
#include "messages/pull.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <utility>

namespace acumage::acumatica {

change pulled_row(entity which, std::string json, const field_aliases& aliases) {
  change made;
  made.entity = which;
  if (const auto columns = read_row(which, json, aliases)) made.key = key_of(which, *columns);
  made.inserted = std::move(json);
  return made;
}

std::optional<std::string> column_of(std::string_view json, std::string_view column) {
  json_tree tree;
  const auto root = tree.read(json);
  if (!root || (*root)->kind != json_kind::object) return std::nullopt;
  for (const auto& each : json_children{**root})
    if (fold_key(each.name) == fold_key(column) && each.kind != json_kind::null)
      return std::string{each.text};
  return std::nullopt;
}

namespace {

/// Reads digits, and the character that must follow them; '\0': none must.
class reader {
 public:
  explicit reader(std::string_view text) : rest_{text} {}
  int number(std::size_t digits, char then) {
    int value = 0;
    const auto* end = rest_.data() + std::min(digits, rest_.size());
    const auto [at, problem] = std::from_chars(rest_.data(), end, value);
    good_ = good_ && problem == std::errc{} && at == end && rest_.size() >= digits;
    rest_.remove_prefix(std::min(digits, rest_.size()));
    if (then != '\0') good_ = skip(then) && good_;
    return value;
  }
  bool skip(char what) {
    if (rest_.empty() || rest_.front() != what) return false;
    rest_.remove_prefix(1);
    return true;
  }
  /// In ticks: up to seven digits count.
  std::uint64_t fraction() {
    std::uint64_t value = 0;
    std::uint64_t unit = 1'000'000;
    for (; !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9'; unit /= 10) {
      value += unit * static_cast<std::uint64_t>(rest_.front() - '0');
      rest_.remove_prefix(1);
    }
    return value;
  }
  bool good() const { return good_; }
  bool empty() const { return rest_.empty(); }

 private:
  std::string_view rest_;
  bool good_ = true;
};

}  // namespace

std::optional<std::uint64_t> ticks_in(std::string_view text) {
  reader from{trimmed(text)};
  const std::chrono::year year{from.number(4, '-')};
  const std::chrono::month month{static_cast<unsigned>(from.number(2, '-'))};
  const std::chrono::day day{static_cast<unsigned>(from.number(2, 'T'))};
  const auto hour = from.number(2, ':');
  const auto minute = from.number(2, ':');
  const auto second = from.number(2, '\0');
  const std::chrono::year_month_day date{year, month, day};
  if (!from.good() || !date.ok() || hour > 23 || minute > 59 || second > 59) return std::nullopt;
  const auto fraction = from.skip('.') ? from.fraction() : 0;
  std::int64_t ahead = 0;  // minutes of the zone
  if (!from.skip('Z') && !from.empty()) {
    const bool west = from.skip('-');
    if (!west && !from.skip('+')) return std::nullopt;
    ahead = from.number(2, ':') * 60;
    ahead += from.number(2, '\0');
    if (west) ahead = -ahead;
  }
  if (!from.good() || !from.empty()) return std::nullopt;
  const auto days = std::chrono::sys_days{date}.time_since_epoch().count();
  const auto seconds = (days * 24 * 60 + hour * 60 + minute - ahead) * 60 + second;
  return ticks_of(seconds * 1'000'000) + fraction;
}

}  // namespace acumage::acumatica
