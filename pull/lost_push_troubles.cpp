// The conditions that lost notifications cause, and how long each lasts.
#include "messages/json_text.hpp"
#include "pull/lost_push_watch.hpp"

#include <map>
#include <utility>

namespace acumage::pull {

namespace {

constexpr std::int64_t second_us = 1'000'000;
/// Whoever looks for troubles does so each second.
constexpr std::int64_t at_least_told_us = 5 * second_us;

}  // namespace

lost_push_report lost_push_watch::report() const {
  const std::lock_guard guard{mutex_};
  lost_push_report made;
  for (auto at = rows_.all().rbegin(); at != rows_.all().rend(); ++at)
    made.items.push_back(at->second);
  made.asked_us = asked_us_;
  made.problem = problem_;
  return made;
}

std::string lost_push_watch::words_of(std::optional<entity> lane, const known_lost_push& newest,
                                      std::size_t count) const {
  const auto name = lane ? std::string{to_string(*lane)} : std::string{"acumatica"};
  const auto at_us = unix_us_of(newest.what.at);
  auto words = name + ": Acumatica could not deliver " + std::to_string(count) +
               (count == 1 ? " notification; it is of " : " notifications; the newest is of ") +
               excerpt(newest.what.query, 120) + ", " + rfc3339(at_us) + ": " +
               excerpt(newest.what.error, 120) + refusals_.words_around(at_us - ahead_us_);
  if (!newest.job.empty()) words += "; job " + newest.job + " reads what changed since";
  return words + "; see `acumage lost-pushes`";
}

/// A row that is covered at once is a condition for a moment. A row that Acumatica has forgotten is
/// none, because nobody can send it again.
bool lost_push_watch::is_condition(const known_lost_push& row, std::int64_t now_us) const {
  const auto age_us = now_us - row.found_us;
  if (row.open()) return age_us <= 2 * 86'400 * second_us;
  return age_us < at_least_told_us && fresh_.count(lost_push_rows::key_of(row.what)) > 0;
}

std::vector<lost_push_trouble> lost_push_watch::troubles() const {
  const std::lock_guard guard{mutex_};
  std::map<std::optional<entity>, std::pair<const known_lost_push*, std::size_t>> open;
  const auto now_us = with_.now_us();
  for (const auto& [at, row] : rows_.all()) {
    if (!is_condition(row, now_us)) continue;
    auto& [newest, count] = open[entity_of(row.what.query)];
    newest = &row;
    ++count;
  }
  std::vector<lost_push_trouble> made;
  for (const auto& [lane, what] : open)
    made.push_back({lane, words_of(lane, *what.first, what.second)});
  return made;
}

}  // namespace acumage::pull
