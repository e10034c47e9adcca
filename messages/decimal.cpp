#include "messages/decimal.hpp"

#include "messages/key.hpp"

#include <algorithm>
#include <cassert>

namespace acumage {

namespace {

constexpr int max_digits = 36;
constexpr int max_scale =
    max_digits + 2;  // a percentage of the smallest number; 10^38 fits into 127 bits

error not_a_number(std::string_view text) {
  return {errc::invalid,
          "\"" + std::string{text.substr(0, 60)} +
              "\" is not a number; expected digits with an "
              "optional sign, decimal point and exponent, at most 36 digits, such as 42.5",
          {}};
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

decimal::wide decimal::power_of_ten(int exponent) {
  assert(exponent >= 0 && exponent <= max_scale);
  wide power = 1;
  for (int i = 0; i < exponent; ++i) power *= 10;
  return power;
}

result<decimal> decimal::parse(std::string_view text) {
  const auto whole = trimmed(text);
  auto rest = whole;
  bool minus = false;
  if (!rest.empty() && (rest.front() == '-' || rest.front() == '+')) {
    minus = rest.front() == '-';
    rest.remove_prefix(1);
  }
  wide digits = 0;
  int significant = 0;
  int scale = 0;
  bool any = false;
  bool fraction = false;
  while (!rest.empty() && (is_digit(rest.front()) || (rest.front() == '.' && !fraction))) {
    if (rest.front() == '.') {
      fraction = true;
    } else {
      any = true;
      if (digits != 0 || rest.front() != '0') ++significant;
      if (significant > max_digits) return not_a_number(whole);
      digits = digits * 10 + (rest.front() - '0');
      if (fraction) ++scale;
    }
    rest.remove_prefix(1);
  }
  if (!any || scale > 1000) return not_a_number(whole);
  int exponent = 0;
  if (!rest.empty() && (rest.front() == 'e' || rest.front() == 'E')) {
    rest.remove_prefix(1);
    bool down = false;
    if (!rest.empty() && (rest.front() == '-' || rest.front() == '+')) {
      down = rest.front() == '-';
      rest.remove_prefix(1);
    }
    if (rest.empty() || rest.size() > 3) return not_a_number(whole);
    for (; !rest.empty() && is_digit(rest.front()); rest.remove_prefix(1))
      exponent = exponent * 10 + (rest.front() - '0');
    if (down) exponent = -exponent;
  }
  if (!rest.empty()) return not_a_number(whole);
  if (digits == 0) return decimal{};
  scale -= exponent;
  while (scale > 0 && digits % 10 == 0) {
    digits /= 10;
    --scale;
    --significant;
  }
  if (scale < 0) {
    if (significant - scale > max_digits) return not_a_number(whole);
    digits *= power_of_ten(-scale);
    scale = 0;
  }
  if (scale > max_digits) return not_a_number(whole);
  return decimal{minus ? -digits : digits, scale};
}

decimal decimal::rounded_half_up(int places) const {
  if (scale_ <= places) return *this;
  const auto unit = power_of_ten(scale_ - places);
  const auto half = unit / 2;
  const auto rounded = digits_ >= 0 ? (digits_ + half) / unit : (digits_ - half) / unit;
  return {rounded, places};
}

decimal decimal::rounded_down(int places) const {
  if (scale_ <= places) return *this;
  const auto unit = power_of_ten(scale_ - places);
  auto floor = digits_ / unit;
  if (digits_ < 0 && digits_ % unit != 0) --floor;
  return {floor, places};
}

int decimal::significant_digits() const {
  auto rest = digits_ < 0 ? -digits_ : digits_;
  while (rest != 0 && rest % 10 == 0) rest /= 10;
  int count = 0;
  for (; rest != 0; rest /= 10) ++count;
  return count;
}

std::string decimal::to_string() const {
  auto rest = digits_ < 0 ? -digits_ : digits_;
  auto scale = scale_;
  while (scale > 0 && rest % 10 == 0) {
    rest /= 10;
    --scale;
  }
  std::string text;
  int written = 0;
  do {
    if (written == scale && written > 0) text += '.';
    text += static_cast<char>('0' + static_cast<int>(rest % 10));
    rest /= 10;
    ++written;
  } while (rest != 0 || written <= scale);
  if (digits_ < 0) text += '-';
  std::reverse(text.begin(), text.end());
  return text;
}

decimal decimal::rescaled(int scale) const {
  return {digits_ * power_of_ten(scale - scale_), scale};
}

decimal decimal::percent() const { return decimal{digits_, scale_ + 2}.rounded_down(max_scale); }

decimal operator+(const decimal& left, const decimal& right) {
  // Sums of Acumatica's values are exact. Other input may span or exceed 37 digits: then the lowest
  // decimals are cut, and a sum beyond the range stays at its end.
  const auto limit = decimal::power_of_ten(37);
  const auto fits = [&](const decimal& part, int scale) {
    if (scale <= part.scale_) return true;
    const auto room = limit / decimal::power_of_ten(scale - part.scale_);
    return part.digits_ <= room && part.digits_ >= -room;
  };
  auto scale = std::max(left.scale_, right.scale_);
  while (!fits(left, scale) || !fits(right, scale)) --scale;
  const auto part = [&](const decimal& from) {
    return (from.scale_ > scale ? from.rounded_down(scale) : from.rescaled(scale)).digits_;
  };
  decimal sum{part(left) + part(right), scale};
  if (scale > 0 && (sum.digits_ > limit || sum.digits_ < -limit))
    return sum.rounded_down(scale - 1);
  sum.digits_ = std::clamp(sum.digits_, -limit, limit);
  return sum;
}

decimal operator*(const decimal& left, const decimal& right) {
  auto one = left;
  auto other = right;
  const auto limit = decimal::power_of_ten(36);
  const auto size = [](decimal::wide digits) { return digits < 0 ? -digits : digits; };
  while (size(one.digits_) != 0 && size(other.digits_) > limit / size(one.digits_)) {
    auto& longer = one.scale_ > other.scale_ ? one : other;
    if (longer.scale_ == 0) break;
    longer = longer.rounded_down(longer.scale_ - 1);
  }
  if (size(one.digits_) != 0 && size(other.digits_) > limit / size(one.digits_))
    return {(one.digits_ < 0) == (other.digits_ < 0) ? limit : -limit, 0};
  const decimal product{one.digits_ * other.digits_, one.scale_ + other.scale_};
  return product.rounded_down(max_scale);
}

std::strong_ordering operator<=>(const decimal& left, const decimal& right) {
  // Integer parts first. The remainders are below 1, so 38 decimals of them fit.
  const auto scale = std::max(left.scale_, right.scale_);
  const auto whole_left = left.digits_ / decimal::power_of_ten(left.scale_);
  const auto whole_right = right.digits_ / decimal::power_of_ten(right.scale_);
  if (whole_left != whole_right) return whole_left <=> whole_right;
  const auto rest_left = left.digits_ % decimal::power_of_ten(left.scale_);
  const auto rest_right = right.digits_ % decimal::power_of_ten(right.scale_);
  return rest_left * decimal::power_of_ten(scale - left.scale_) <=>
         rest_right * decimal::power_of_ten(scale - right.scale_);
}

}  // namespace acumage
