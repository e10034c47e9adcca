// Exact decimal numbers: a price never passes through a double.
#pragma once

#include "messages/result.hpp"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace acumage {

/// digits * 10^-scale; up to 36 significant digits, so that sums of what Acumatica sends are exact. Between
/// operations |digits| is at most 10^37 and the scale 0 to 38, so that no step leaves 127 bits.
class decimal {
 public:
  decimal() = default;

  /// Reads `[+-]digits[.digits][e[+-]digits]`, blanks around it allowed. errc::invalid with what was
  /// expected for anything else ("abc", "1,234.5", "", "NaN") and for more than 36 digits.
  static result<decimal> parse(std::string_view text);

  /// Half away from zero to `places` decimals (0 to 12): 0.00005 -> 0.0001.
  decimal rounded_half_up(int places) const;
  /// Towards minus infinity to `places` decimals.
  decimal rounded_down(int places) const;

  /// How many there are from the first digit that is not 0 to the last: 3 of 1020 and of 0.0102; none of 0.
  int significant_digits() const;
  bool negative() const { return digits_ < 0; }
  bool zero() const { return digits_ == 0; }

  /// Shortest form without an exponent: "42.5", "0", "-0.001".
  std::string to_string() const;

  friend decimal operator+(const decimal& left, const decimal& right);
  /// Exact as long as both have at most 36 digits together and 38 decimals; beyond that low decimals are cut.
  friend decimal operator*(const decimal& left, const decimal& right);
  /// Divided by 100; exact for what was parsed, cut to 38 decimals otherwise.
  decimal percent() const;
  friend std::strong_ordering operator<=>(const decimal& left, const decimal& right);
  friend bool operator==(const decimal& left, const decimal& right) {
    return (left <=> right) == 0;
  }

 private:
  __extension__ typedef __int128 wide;
  decimal(wide digits, int scale) : digits_{digits}, scale_{scale} {}
  static wide power_of_ten(int exponent);
  decimal rescaled(int scale) const;

  wide digits_ = 0;
  int scale_ = 0;
};

}  // namespace acumage
