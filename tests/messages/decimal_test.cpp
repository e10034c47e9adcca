// Exact decimals: what is read, how it is rounded, added and compared.
#include "messages/decimal.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <compare>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using acumage::decimal;

namespace {

decimal number(std::string_view text) {
  const auto read = decimal::parse(text);
  REQUIRE_MESSAGE(read.ok(), std::string{text});
  return *read;
}

std::string shown(std::string_view text) { return number(text).to_string(); }
std::string up(std::string_view text, int places) {
  return number(text).rounded_half_up(places).to_string();
}
std::string down(std::string_view text, int places) {
  return number(text).rounded_down(places).to_string();
}

/// The school's way, on strings, as the oracle: digits with the point `scale` from the right.
struct paper {
  bool minus = false;
  std::string digits;  // at least scale + 1
  std::size_t scale = 0;

  std::string text() const {
    auto whole = digits.substr(0, digits.size() - scale);
    auto fraction = digits.substr(digits.size() - scale);
    whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size() - 1));
    while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
    const bool nothing = whole == "0" && fraction.empty();
    return (minus && !nothing ? "-" : "") + whole + (fraction.empty() ? "" : "." + fraction);
  }

  /// One more in the last place.
  void add_one() {
    for (auto at = digits.size(); at > 0; --at) {
      if (digits[at - 1] != '9') {
        ++digits[at - 1];
        return;
      }
      digits[at - 1] = '0';
    }
    digits.insert(digits.begin(), '1');
  }

  paper cut(std::size_t places) const {
    if (scale <= places) return *this;
    return {minus, digits.substr(0, digits.size() - (scale - places)), places};
  }

  paper half_up(std::size_t places) const {
    auto result = cut(places);
    if (scale > places && digits[digits.size() - (scale - places)] >= '5') result.add_one();
    return result;
  }

  paper down(std::size_t places) const {
    auto result = cut(places);
    if (minus && scale > places &&
        digits.find_first_not_of('0', digits.size() - (scale - places)) != std::string::npos)
      result.add_one();
    return result;
  }
};

paper any(std::mt19937& random) {
  const auto below = [&](std::size_t limit) { return std::size_t{random()} % limit; };
  paper one;
  one.minus = below(2) == 1;
  one.scale = below(13);
  const auto length = one.scale + 1 + below(12);
  // Runs of 0, 4, 5 and 9 are where rounding goes wrong.
  const std::string_view favourites = "04559901237";
  for (std::size_t i = 0; i < length; ++i) one.digits += favourites[below(favourites.size())];
  return one;
}

}  // namespace

TEST_CASE("decimal: plain numbers are shown in their shortest form") {
  CHECK(shown("42.5") == "42.5");
  CHECK(shown("42.500000") == "42.5");
  CHECK(shown("0042.50") == "42.5");
  CHECK(shown("0") == "0");
  CHECK(shown("-0.000") == "0");
  CHECK(shown("-0.001") == "-0.001");
  CHECK(shown("+7") == "7");
  CHECK(shown("  7.10\r\n") == "7.1");
  CHECK(shown("100") == "100");
  CHECK(shown(".5") == "0.5");
  CHECK(shown("5.") == "5");
}

TEST_CASE("decimal: exponents move the point exactly") {
  CHECK(shown("1e3") == "1000");
  CHECK(shown("1.25E+1") == "12.5");
  CHECK(shown("8.9e1") == "89");
  CHECK(shown("125e-2") == "1.25");
  CHECK(shown("-1e-3") == "-0.001");
  CHECK(shown("0e999") == "0");
  CHECK(shown("1e35") == "1" + std::string(35, '0'));
  CHECK(shown("1e-36") == "0." + std::string(35, '0') + "1");
  CHECK(shown("1.000000e2") == "100");
}

TEST_CASE("decimal: 36 digits are exact, more are refused") {
  const std::string digits = "123456789012345678901234567890123456";
  CHECK(shown(digits) == digits);
  CHECK(shown("-" + digits) == "-" + digits);
  CHECK(shown("0." + digits) == "0." + digits);
  CHECK(shown("123456789012345678.901234567890123456") == "123456789012345678.901234567890123456");
  CHECK(shown(std::string(36, '9')) == std::string(36, '9'));
  CHECK_FALSE(decimal::parse(digits + "7").ok());
  CHECK_FALSE(decimal::parse("1e36").ok());
  CHECK_FALSE(decimal::parse("1e999").ok());
  CHECK_FALSE(decimal::parse("1e-37").ok());
  CHECK_FALSE(decimal::parse("1e-999").ok());
  CHECK_FALSE(decimal::parse("1e9999999999").ok());
  CHECK_FALSE(decimal::parse(std::string(100'000, '9')).ok());
}

TEST_CASE("decimal: zeros in front or at the end are not digits that count") {
  CHECK(shown(std::string(500, '0') + "1.5") == "1.5");
  CHECK(shown("1.5" + std::string(30, '0')) == "1.5");
  CHECK(shown("0." + std::string(900, '0')) == "0");
}

TEST_CASE("decimal: what is no number is refused with its text and what was expected") {
  for (const auto* bad :
       {"",    " ",   "abc",   "1,234.5", "NaN",      "Infinity", "-",     "+",    ".",
        "-.",  "e5",  "1e",    "1e+",     "1e-",      "1.2.3",    "12abc", "0x1F", "--1",
        "+-1", "1 2", "1e5.5", "1e1e1",   "\xD9\xA1", "1_000",    "$5",    "5%"}) {
    const auto read = decimal::parse(bad);
    REQUIRE_MESSAGE(!read.ok(), bad);
    CHECK(read.problem().code == acumage::errc::invalid);
    CHECK(read.problem().message.find("is not a number; expected digits") != std::string::npos);
  }
  CHECK_FALSE(decimal::parse(std::string_view{"1\0", 2}).ok());
  CHECK(decimal::parse(std::string(100'000, 'x')).problem().message.size() < 300);
}

TEST_CASE("decimal: half is rounded away from zero") {
  CHECK(up("0.00005", 4) == "0.0001");
  CHECK(up("0.00004999", 4) == "0");
  CHECK(up("-0.00005", 4) == "-0.0001");
  CHECK(up("2.5", 0) == "3");
  CHECK(up("-2.5", 0) == "-3");
  CHECK(up("9.99995", 4) == "10");
  CHECK(up("1.005", 2) == "1.01");
  CHECK(up("42.5", 4) == "42.5");
  CHECK(up("99999999999999999999999999999999999.5", 0) == "1" + std::string(35, '0'));
}

TEST_CASE("decimal: rounding down goes towards minus infinity") {
  CHECK(down("2.9", 0) == "2");
  CHECK(down("-2.1", 0) == "-3");
  CHECK(down("-2.0", 0) == "-2");
  CHECK(down("0.99999", 4) == "0.9999");
  CHECK(down("-0.00001", 4) == "-0.0001");
}

TEST_CASE("decimal: sums are exact, also where a double is not") {
  CHECK((number("0.1") + number("0.2")).to_string() == "0.3");
  CHECK((number("9007199254740993") + number("0.01")).to_string() == "9007199254740993.01");
  CHECK((number("-5") + number("5.00")).zero());
  CHECK((number("-5") + number("4.5")).negative());
  decimal sum;
  for (int i = 0; i < 1000; ++i) sum = sum + number("0.001");
  CHECK(sum == number("1"));
}

TEST_CASE("decimal: sums beyond its range cut the lowest decimals or stay at its end") {
  const auto huge = number(std::string(36, '9'));
  CHECK((huge + number("1e-36")).to_string() == std::string(36, '9'));
  CHECK((number("1e-36") + huge).to_string() == std::string(36, '9'));
  CHECK((number("1e30") + number("0.123456")).to_string() ==
        "1" + std::string(30, '0') + ".123456");
  auto up = huge;
  auto down = number("-" + std::string(36, '9'));
  for (int i = 0; i < 1000; ++i) {
    up = up + up;
    down = down + down;
  }
  CHECK(up > huge);
  CHECK(down < number("-1"));
  CHECK((up + down).zero());
}

TEST_CASE("decimal: no product or percentage is finer than 38 decimals") {
  const auto least = number("1e-36");
  const auto two_finer = least.percent();
  CHECK(two_finer.to_string() == "0." + std::string(37, '0') + "1");
  CHECK(two_finer.percent().zero());
  CHECK((least * number("0.01")) == two_finer);
  CHECK((least * number("0.001")).zero());
  CHECK((number("-1e-36") * number("0.001")) ==
        number("-1e-36").percent());  // cut downwards, as sums are
  CHECK((least * least).zero());
  CHECK((least * two_finer).zero());
  const auto all_nines = number("0." + std::string(36, '9')).percent();
  for (const auto& one : {least, two_finer, all_nines, least * least, all_nines * all_nines}) {
    CHECK((one <=> number("0.5")) == std::strong_ordering::less);
    CHECK((one <=> number("-0.5")) == std::strong_ordering::greater);
    CHECK((one <=> number("-1e-36")) == std::strong_ordering::greater);
    CHECK((number(std::string(36, '9')) + one).to_string() == std::string(36, '9'));
    CHECK((number("5") + one).rounded_half_up(12) == number("5") + one.rounded_half_up(12));
    CHECK((number("5") + one).rounded_down(0) == number("5"));
  }
}

TEST_CASE("decimal: whatever is multiplied, divided and added stays near what a double says") {
  const unsigned seed = 161803;
  CAPTURE(seed);
  std::mt19937 random{seed};
  const auto drawn = [&] {
    std::string digits = std::to_string(random() % 9 + 1);
    for (auto more = random() % 12; more > 0; --more) digits += std::to_string(random() % 10);
    const auto down = std::to_string(digits.size() + random() % (37 - digits.size()));
    return (random() % 2 == 0 ? "-" : "") + digits + "e-" + down;
  };
  const auto near = [](const decimal& exact, double about) {
    return std::abs(std::stod(exact.to_string()) - about) < 1e-15;
  };
  for (int round = 0; round < 20'000; ++round) {
    const auto one = drawn();
    const auto other = drawn();
    CAPTURE(one);
    CAPTURE(other);
    const auto product = number(one) * number(other);
    const auto about = std::stod(one) * std::stod(other);
    REQUIRE(near(product, about));
    REQUIRE(near(product.percent() + number(one), about / 100 + std::stod(one)));
    REQUIRE((product <=> number("2")) == std::strong_ordering::less);
    REQUIRE((product * product.percent() <=> number("-1")) == std::strong_ordering::greater);
  }
}

TEST_CASE("decimal: comparison is by value, over the whole range") {
  CHECK(number("42.50") == number("42.5"));
  CHECK(number("-0") == number("0"));
  const std::vector<std::string> growing{"-" + std::string(36, '9'),
                                         "-1e20",
                                         "-2",
                                         "-1.000000000001",
                                         "-1",
                                         "-1e-36",
                                         "0",
                                         "1e-36",
                                         "0.5",
                                         "1",
                                         "1.0000000001",
                                         "2",
                                         "1e20",
                                         std::string(36, '9')};
  for (std::size_t i = 0; i < growing.size(); ++i)
    for (std::size_t k = 0; k < growing.size(); ++k) {
      CAPTURE(growing[i]);
      CAPTURE(growing[k]);
      CHECK((number(growing[i]) <=> number(growing[k])) == (i <=> k));
    }
}

TEST_CASE("decimal: reads, shows and rounds like arithmetic on paper") {
  const unsigned seed = 314159;
  CAPTURE(seed);
  std::mt19937 random{seed};
  for (int round = 0; round < 20'000; ++round) {
    const auto one = any(random);
    const auto text = (one.minus ? "-" : "") + one.digits.substr(0, one.digits.size() - one.scale) +
                      (one.scale > 0 ? "." + one.digits.substr(one.digits.size() - one.scale) : "");
    CAPTURE(text);
    const auto value = number(text);
    REQUIRE(value.to_string() == one.text());
    REQUIRE(number(value.to_string()) == value);
    const auto places = random() % 13U;
    CAPTURE(places);
    REQUIRE(value.rounded_half_up(static_cast<int>(places)).to_string() ==
            one.half_up(places).text());
    REQUIRE(value.rounded_down(static_cast<int>(places)).to_string() == one.down(places).text());
  }
}

TEST_CASE("decimal: sums and order agree with whole numbers of the smallest place") {
  const unsigned seed = 271828;
  CAPTURE(seed);
  std::mt19937_64 random{seed};
  std::uniform_int_distribution<std::int64_t> wide{-4'000'000'000'000'000'000,
                                                   4'000'000'000'000'000'000};
  const auto in_millionths = [](std::int64_t value) {
    return number(std::to_string(value) + "e-6");
  };
  for (int round = 0; round < 20'000; ++round) {
    const auto left = wide(random);
    const auto right =
        round % 3 == 0 ? left + static_cast<std::int64_t>(random() % 3) - 1 : wide(random);
    CAPTURE(left);
    CAPTURE(right);
    REQUIRE(in_millionths(left) + in_millionths(right) == in_millionths(left + right));
    REQUIRE((in_millionths(left) <=> in_millionths(right)) == (left <=> right));
  }
}
