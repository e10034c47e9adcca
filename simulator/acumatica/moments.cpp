#include "simulator/acumatica/moments.hpp"

#include <array>
#include <charconv>
#include <cstdio>

namespace acumage::simulator::acumatica {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::minutes;
using std::chrono::seconds;

/// Between the beginning of year 1 and 1970.
constexpr std::int64_t ticks_of_1970 = 621'355'968'000'000'000;

struct calendar {
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  std::int64_t second_of_day = 0;
  std::int64_t microsecond = 0;
  unsigned weekday = 0;
};

calendar calendar_of(moment at) {
  const auto day = floor<days>(at);
  const std::chrono::year_month_day date{day};
  const auto rest = (at - day).count();
  return {.year = static_cast<int>(date.year()),
          .month = static_cast<unsigned>(date.month()),
          .day = static_cast<unsigned>(date.day()),
          .second_of_day = rest / 1'000'000,
          .microsecond = rest % 1'000'000,
          .weekday = std::chrono::weekday{day}.c_encoding()};
}

template <class... Parts>
std::string printed(const char* format, Parts... parts) {
  std::array<char, 96> text{};
  const int size = std::snprintf(text.data(), text.size(), format, parts...);
  return {text.data(), static_cast<std::size_t>(size)};
}

moment last_sunday(std::chrono::year year, std::chrono::month month) {
  return std::chrono::sys_days{year / month / std::chrono::Sunday[std::chrono::last]} + hours{1};
}

bool is_european_summer(moment utc) {
  const auto year = std::chrono::year_month_day{floor<days>(utc)}.year();
  return utc >= last_sunday(year, std::chrono::March) &&
         utc < last_sunday(year, std::chrono::October);
}

/// Takes `digits` digits off the front; no value: there are not that many.
std::optional<int> taken(std::string_view& text, std::size_t digits) {
  if (text.size() < digits) return std::nullopt;
  int value = 0;
  const char* const end = text.data() + digits;
  if (std::from_chars(text.data(), end, value).ptr != end || value < 0) return std::nullopt;
  text.remove_prefix(digits);
  return value;
}

bool skipped(std::string_view& text, char expected) {
  if (text.empty() || text.front() != expected) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<moment> take_date(std::string_view& text) {
  const auto year = taken(text, 4);
  if (!year || !skipped(text, '-')) return std::nullopt;
  const auto month = taken(text, 2);
  if (!month || !skipped(text, '-')) return std::nullopt;
  const auto day = taken(text, 2);
  if (!day) return std::nullopt;
  const auto date = std::chrono::year{*year} / static_cast<int>(*month) / static_cast<int>(*day);
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days{date};
}

/// hh:mm[:ss[.f…]]
std::optional<microseconds> take_time(std::string_view& text) {
  const auto hour = taken(text, 2);
  if (!hour || !skipped(text, ':')) return std::nullopt;
  const auto minute = taken(text, 2);
  if (!minute || *hour > 23 || *minute > 59) return std::nullopt;
  microseconds time = hours{*hour} + minutes{*minute};
  if (!skipped(text, ':')) return time;
  const auto second = taken(text, 2);
  if (!second || *second > 59) return std::nullopt;
  time += seconds{*second};
  if (!skipped(text, '.')) return time;
  std::int64_t unit = 100'000;
  std::size_t count = 0;
  for (; !text.empty() && text.front() >= '0' && text.front() <= '9'; ++count, unit /= 10) {
    time += microseconds{(text.front() - '0') * unit};
    text.remove_prefix(1);
  }
  if (count == 0) return std::nullopt;
  return time;
}

/// ±hh:mm
std::optional<minutes> take_offset(std::string_view& text) {
  const bool behind = text.front() == '-';
  text.remove_prefix(1);
  const auto hour = taken(text, 2);
  if (!hour || !skipped(text, ':')) return std::nullopt;
  const auto minute = taken(text, 2);
  if (!minute) return std::nullopt;
  const auto offset = hours{*hour} + minutes{*minute};
  return behind ? -offset : offset;
}

}  // namespace

minutes time_zone::offset_at(moment utc) const {
  return european_summer && is_european_summer(utc) ? standard + hours{1} : standard;
}

moment time_zone::to_utc(moment wall) const {
  const moment as_standard = wall - standard;
  if (offset_at(as_standard) == standard) return as_standard;
  return as_standard - hours{1};
}

std::int64_t ticks_of(moment at) { return ticks_of_1970 + at.time_since_epoch().count() * 10; }

moment from_ticks(std::int64_t ticks) { return moment{microseconds{(ticks - ticks_of_1970) / 10}}; }

moment to_millisecond(moment at) { return floor<std::chrono::milliseconds>(at); }

std::string iso(moment at, iso_form form, minutes offset) {
  const auto shown = calendar_of(form == iso_form::utc ? at : at + offset);
  std::string text = printed("%04d-%02u-%02uT%02d:%02d:%02d", shown.year, shown.month, shown.day,
                             static_cast<int>(shown.second_of_day / 3600),
                             static_cast<int>(shown.second_of_day / 60 % 60),
                             static_cast<int>(shown.second_of_day % 60));
  if (const auto thousandths = shown.microsecond / 1000; thousandths != 0) {
    text += printed(".%03d", static_cast<int>(thousandths));
    while (text.back() == '0') text.pop_back();
  }
  if (form == iso_form::utc || form == iso_form::wrong) return text += 'Z';
  if (form == iso_form::bare) return text;
  const auto size = std::chrono::abs(offset).count();
  return text += printed("%c%02d:%02d", offset < minutes{0} ? '-' : '+',
                         static_cast<int>(size / 60), static_cast<int>(size % 60));
}

std::optional<read_time> parse_iso(std::string_view text) {
  const auto date = take_date(text);
  if (!date) return std::nullopt;
  read_time made{.at = *date, .zoned = false, .has_day_only = true};
  if (text.empty()) return made;
  if (!skipped(text, 'T')) return std::nullopt;
  const auto time = take_time(text);
  if (!time) return std::nullopt;
  made.has_day_only = false;
  made.at += *time;
  if (text.empty()) return made;
  made.zoned = true;
  if (skipped(text, 'Z')) return text.empty() ? std::optional{made} : std::nullopt;
  if (text.front() != '+' && text.front() != '-') return std::nullopt;
  const auto offset = take_offset(text);
  if (!offset || !text.empty()) return std::nullopt;
  made.at -= *offset;
  return made;
}

std::string http_date(moment at) {
  static constexpr std::array<const char*, 7> day_names{"Sun", "Mon", "Tue", "Wed",
                                                        "Thu", "Fri", "Sat"};
  static constexpr std::array<const char*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto shown = calendar_of(at);
  return printed(
      "%s, %02u %s %04d %02d:%02d:%02d GMT", day_names.at(shown.weekday), shown.day,
      months.at(shown.month - 1), shown.year, static_cast<int>(shown.second_of_day / 3600),
      static_cast<int>(shown.second_of_day / 60 % 60), static_cast<int>(shown.second_of_day % 60));
}

std::string invariant_date(moment at) {
  const auto shown = calendar_of(at);
  return printed("%02u/%02u/%04d %02d:%02d:%02d", shown.month, shown.day, shown.year,
                 static_cast<int>(shown.second_of_day / 3600),
                 static_cast<int>(shown.second_of_day / 60 % 60),
                 static_cast<int>(shown.second_of_day % 60));
}

}  // namespace acumage::simulator::acumatica
