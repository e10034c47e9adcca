#include "settings/when.hpp"

#include "api/rfc3339.hpp"
#include "messages/key.hpp"

#include <array>
#include <charconv>
#include <string>

namespace acumage::settings {

namespace {

constexpr std::int64_t second_us = 1'000'000;
constexpr std::int64_t day_us = 86'400 * second_us;

struct unit {
  std::int64_t us;
  std::array<std::string_view, 4> names;
};

constexpr std::array<unit, 5> units{{{second_us, {"s", "sec", "second", "seconds"}},
                                     {60 * second_us, {"m", "min", "minute", "minutes"}},
                                     {3600 * second_us, {"h", "hr", "hour", "hours"}},
                                     {day_us, {"d", "day", "days", "days"}},
                                     {7 * day_us, {"w", "wk", "week", "weeks"}}}};

/// 1 January 1970 was a Thursday.
constexpr std::array<std::string_view, 7> weekdays{"thursday", "friday",  "saturday", "sunday",
                                                   "monday",   "tuesday", "wednesday"};

std::optional<std::int64_t> unit_us(std::string_view name) {
  for (const auto& each : units)
    for (const auto spelled : each.names)
      if (spelled == name) return each.us;
  return std::nullopt;
}

/// "2h", "2 hours ago".
std::optional<std::int64_t> amount_before(std::string_view text, std::int64_t now_us) {
  std::int64_t amount = 0;
  const auto* const end = text.data() + text.size();
  const auto [stop, problem] = std::from_chars(text.data(), end, amount);
  if (problem != std::errc{} || amount < 0) return std::nullopt;
  auto name = trimmed(text.substr(static_cast<std::size_t>(stop - text.data())));
  constexpr std::string_view ago = " ago";
  if (name.ends_with(ago)) name = trimmed(name.substr(0, name.size() - ago.size()));
  const auto size = unit_us(name);
  if (!size || amount > now_us / *size) return std::nullopt;
  return now_us - amount * *size;
}

std::optional<std::int64_t> day_named(std::string_view text, std::int64_t now_us) {
  const auto today = now_us / day_us;
  if (text == "now") return now_us;
  if (text == "today") return today * day_us;
  if (text == "yesterday") return (today - 1) * day_us;
  if (text.size() < 3) return std::nullopt;
  for (std::int64_t back = 0; back < 7; ++back)
    if (weekdays.at(static_cast<std::size_t>((today - back) % 7)).starts_with(text))
      return (today - back) * day_us;
  return std::nullopt;
}

/// Missing parts of RFC 3339 mean midnight, zero seconds, UTC.
std::optional<std::int64_t> written_out(std::string text) {
  if (text.size() > 10 && text[10] == ' ') text[10] = 't';
  for (const auto* const rest : {"", "z", ":00z", "t00:00:00z"})
    if (const auto read = api::parse_rfc3339(text + rest); read.ok()) return *read;
  return std::nullopt;
}

}  // namespace

std::optional<std::int64_t> instant_of(std::string_view words, std::int64_t now_us) {
  const auto text = fold_key(trimmed(words));
  if (const auto at = written_out(text)) return at;
  if (const auto at = day_named(text, now_us)) return at;
  return amount_before(text, now_us);
}

}  // namespace acumage::settings
