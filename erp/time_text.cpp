#include "erp/time_text.hpp"

#include <strings.h>
#include <algorithm>
#include <array>
#include <cassert>
#include <cstdlib>
#include <ctime>

namespace acumage::erp {

namespace {

using tick_span = std::chrono::duration<std::int64_t, std::ratio<1, 10'000'000>>;

/// Reads exactly `count` digits from `at`, and moves on.
std::optional<int> digits(std::string_view text, std::size_t& at, std::size_t count) {
  if (at + count > text.size()) return std::nullopt;
  int value = 0;
  for (const auto end = at + count; at < end; ++at) {
    if (text[at] < '0' || text[at] > '9') return std::nullopt;
    value = value * 10 + (text[at] - '0');
  }
  return value;
}

bool skip(std::string_view text, std::size_t& at, char wanted) {
  if (at >= text.size() || text[at] != wanted) return false;
  ++at;
  return true;
}

struct civil {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
};

std::optional<ticks> ticks_of(const civil& at) {
  const std::chrono::year_month_day day{std::chrono::year{at.year},
                                        std::chrono::month{static_cast<unsigned>(at.month)},
                                        std::chrono::day{static_cast<unsigned>(at.day)}};
  if (!day.ok() || at.year < 1 || at.hour > 23 || at.minute > 59 || at.second > 60)
    return std::nullopt;
  const std::int64_t days = std::chrono::sys_days{day}.time_since_epoch().count();
  const auto seconds = days * 86'400 + at.hour * 3'600 + at.minute * 60 + at.second + unix_epoch_s;
  return static_cast<ticks>(seconds) * ticks_per_second;
}

std::optional<std::chrono::seconds> offset_at(std::string_view text, std::size_t& at) {
  const bool west = text[at] == '-';
  if (!west && text[at] != '+') return std::nullopt;
  ++at;
  const auto hours = digits(text, at, 2);
  if (!hours || !skip(text, at, ':')) return std::nullopt;
  const auto minutes = digits(text, at, 2);
  if (!minutes) return std::nullopt;
  const std::chrono::seconds size{*hours * 3'600 + *minutes * 60};
  return west ? -size : size;
}

}  // namespace

ticks ticks_of(std::chrono::system_clock::time_point when) {
  const auto since = std::chrono::floor<tick_span>(when.time_since_epoch()).count();
  return static_cast<ticks>(since + unix_epoch_s * static_cast<std::int64_t>(ticks_per_second));
}

std::chrono::system_clock::time_point time_of(ticks when) {
  const auto since =
      static_cast<std::int64_t>(when) - unix_epoch_s * static_cast<std::int64_t>(ticks_per_second);
  return std::chrono::system_clock::time_point{
      std::chrono::duration_cast<std::chrono::system_clock::duration>(tick_span{since})};
}

std::optional<ticks> read_http_date(std::string_view text) {
  const std::string copy{text};
  for (const auto* form :
       {"%a, %d %b %Y %H:%M:%S GMT", "%A, %d-%b-%y %H:%M:%S GMT", "%a %b %d %H:%M:%S %Y"}) {
    std::tm parts{};
    const auto* const end = ::strptime(copy.c_str(), form, &parts);
    if (end == nullptr || *end != '\0') continue;
    return ticks_of(civil{parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday, parts.tm_hour,
                          parts.tm_min, parts.tm_sec});
  }
  return std::nullopt;
}

ticks written_time::utc() const {
  assert(offset);
  return digits - static_cast<ticks>(offset->count() * static_cast<std::int64_t>(ticks_per_second));
}

std::optional<written_time> read_iso(std::string_view text) {
  std::size_t at = 0;
  civil made;
  constexpr std::array<char, 6> before{'\0', '-', '-', 'T', ':', ':'};
  const std::array<int*, 6> parts{&made.year, &made.month,  &made.day,
                                  &made.hour, &made.minute, &made.second};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0 && !skip(text, at, before[i])) return std::nullopt;
    const auto value = digits(text, at, i == 0 ? 4 : 2);
    if (!value) return std::nullopt;
    *parts[i] = *value;
  }
  const auto whole = ticks_of(made);
  if (!whole) return std::nullopt;
  written_time result{*whole, std::nullopt};
  if (skip(text, at, '.')) {
    ticks unit = ticks_per_second;
    const auto from = at;
    for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) {
      unit /= 10;
      result.digits += unit * static_cast<ticks>(text[at] - '0');
    }
    if (at == from) return std::nullopt;
  }
  if (at == text.size()) return result;
  if (skip(text, at, 'Z'))
    result.offset = std::chrono::seconds{0};
  else if (result.offset = offset_at(text, at); !result.offset)
    return std::nullopt;
  if (at != text.size()) return std::nullopt;
  return result;
}

std::string iso_digits(ticks digits) {
  const auto seconds =
      static_cast<std::time_t>(digits / ticks_per_second) - static_cast<std::time_t>(unix_epoch_s);
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  std::array<char, 32> buffer{};
  const auto length = std::strftime(buffer.data(), buffer.size(), "%Y-%m-%dT%H:%M:%S", &parts);
  std::string text{buffer.data(), length};
  const auto rest = digits % ticks_per_second;
  if (rest == 0) return text;
  auto decimals = std::to_string(ticks_per_second + rest).substr(1);
  decimals.erase(decimals.find_last_not_of('0') + 1);
  return text + "." + decimals;
}

std::string iso_offset(std::chrono::seconds offset) {
  if (offset.count() == 0) return "Z";
  const auto minutes = std::abs(offset.count()) / 60;
  const auto two = [](std::int64_t value) { return std::to_string(100 + value).substr(1); };
  return (offset.count() < 0 ? "-" : "+") + two(minutes / 60) + ":" + two(minutes % 60);
}

}  // namespace acumage::erp
