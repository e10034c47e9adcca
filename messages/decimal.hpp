// Exact decimal numbers: a price never passes through a double.
#pragma once

#include "messages/result.hpp"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace acumage {

/// digits * 10^-scale; up to 36 significant digits, so that sums of Acumatica's values are exact.
/// Between operations |digits| is at most 10^37 and the scale 0 to 38, so that no step exceeds 127
/// bits.
class decimal {
 public:
  decimal() = default;

  /// Reads `[+-]digits[.digits][e[+-]digits]`, optionally surrounded by blanks. errc::invalid, with
  /// what was expected, for anything else ("abc", "1,234.5", "", "NaN") and for more than 36
  /// digits.
  static result<decimal> parse(std::string_view text);

  /// Rounds half away from zero to `places` decimals (0 to 12): 0.00005 -> 0.0001.
  decimal rounded_half_up(int places) const;
  /// Rounds towards minus infinity to `places` decimals.
  decimal rounded_down(int places) const;

  /// The number of digits from the first to the last that is not 0: 3 for 1020 and 0.0102; 0 for 0.
  int significant_digits() const;
  bool negative() const { return digits_ < 0; }
  bool zero() const { return digits_ == 0; }

  /// Shortest form without an exponent: "42.5", "0", "-0.001".
  std::string to_string() const;

  friend decimal operator+(const decimal& left, const decimal& right);
  /// Exact while both together have at most 36 digits and 38 decimals; beyond that low decimals are
  /// cut.
  friend decimal operator*(const decimal& left, const decimal& right);
  /// Divides by 100; exact for parsed values, otherwise cut to 38 decimals.
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
