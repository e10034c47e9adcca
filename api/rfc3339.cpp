#include "api/rfc3339.hpp"

#include <chrono>
#include <optional>
#include <string>

namespace acumage::api {

namespace {

/// Reads a text from its front; after a mismatch all further results are empty.
class scanner {
 public:
  explicit scanner(std::string_view text) : rest_{text} {}

  int digits(std::size_t count, int least, int most) {
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (!good_ || i >= rest_.size() || rest_[i] < '0' || rest_[i] > '9') return fail();
      value = value * 10 + (rest_[i] - '0');
    }
    rest_.remove_prefix(count);
    return value < least || value > most ? fail() : value;
  }

  /// One of the characters.
  char one_of(std::string_view allowed) {
    if (!good_ || rest_.empty() || allowed.find(rest_.front()) == std::string_view::npos) {
      fail();
      return '\0';
    }
    const auto found = rest_.front();
    rest_.remove_prefix(1);
    return found;
  }

  bool next_is(char c) const { return good_ && !rest_.empty() && rest_.front() == c; }
  bool next_is_digit() const {
    return good_ && !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9';
  }
  bool finished() const { return good_ && rest_.empty(); }

 private:
  int fail() {
    good_ = false;
    return 0;
  }

  std::string_view rest_;
  bool good_ = true;
};

std::int64_t fraction_us(scanner& from) {
  if (!from.next_is('.')) return 0;
  from.one_of(".");
  std::int64_t value = 0;
  std::int64_t unit = 100'000;
  do {
    value += unit * from.digits(1, 0, 9);
    unit /= 10;
  } while (from.next_is_digit());
  return value;
}

std::chrono::minutes offset(scanner& from) {
  const char sign = from.one_of("Zz+-");
  if (sign == 'Z' || sign == 'z' || sign == '\0') return std::chrono::minutes{0};
  const int hours = from.digits(2, 0, 23);
  from.one_of(":");
  const int minutes = from.digits(2, 0, 59);
  const std::chrono::minutes size{hours * 60 + minutes};
  return sign == '-' ? -size : size;
}

std::optional<std::int64_t> read(std::string_view text) {
  scanner from{text};
  const int year = from.digits(4, 1, 9999);
  from.one_of("-");
  const int month = from.digits(2, 1, 12);
  from.one_of("-");
  const int day = from.digits(2, 1, 31);
  from.one_of("Tt");
  const std::chrono::hours hours{from.digits(2, 0, 23)};
  from.one_of(":");
  const std::chrono::minutes minutes{from.digits(2, 0, 59)};
  from.one_of(":");
  const std::chrono::seconds seconds{from.digits(2, 0, 60)};  // 60: a leap second
  const auto fraction = fraction_us(from);
  const auto east = offset(from);
  const std::chrono::year_month_day date{std::chrono::year{year},
                                         std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (!from.finished() || !date.ok()) return std::nullopt;
  const auto whole =
      std::chrono::sys_days{date}.time_since_epoch() + hours + minutes + seconds - east;
  return std::chrono::duration_cast<std::chrono::microseconds>(whole).count() + fraction;
}

}  // namespace

result<std::int64_t> parse_rfc3339(std::string_view text) {
  if (const auto instant = read(text)) return *instant;
  return error{errc::invalid,
               "time = " + std::string{text} +
                   "; expected RFC 3339 such as 2026-08-14T10:02:11Z or 2026-08-14T12:02:11+02:00",
               {}};
}

}  // namespace acumage::api
