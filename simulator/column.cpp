#include "simulator/column.hpp"

#include "messages/decimal.hpp"
#include "simulator/collation_weights.hpp"

#include <locale.h>
#include <algorithm>
#include <array>
#include <charconv>
#include <climits>
#include <cmath>
#include <cwchar>
#include <cwctype>

namespace acumage::simulator {

double as_decimal(double value, int places, double largest) {
  if (std::abs(value) >= largest) return std::copysign(largest, value);
  // Exact when the shortest text of the value has few enough decimals; else MySQL's rounding of it.
  const double shift = std::pow(10.0, places);
  if (const double near = std::round(value * shift) / shift; near == value) return value;
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
  const auto exact = decimal::parse({text.data(), static_cast<std::size_t>(end - text.data())});
  if (!exact) return 0;  // smaller than any of its 36 digits
  const std::string rounded = exact->rounded_half_up(places).to_string();
  double kept = 0;
  std::from_chars(rounded.data(), rounded.data() + rounded.size(), kept);
  return kept;
}

std::string as_varchar(std::string_view text, std::size_t max) {
  const bool plain = std::all_of(text.begin(), text.end(),
                                 [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (plain) return std::string{text.substr(0, max)};
  std::string kept;
  std::size_t characters = 0;
  for (std::size_t at = 0; at < text.size() && characters < max; ++characters) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    if (length == 4) {
      kept.append(std::min<std::size_t>(4, max - characters), '?');
      characters += 3;
    } else {
      kept += text.substr(at, length);
    }
    at += length;
  }
  return kept;
}

std::string collated(std::string_view text) {
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return weights_of(text);
}

std::string lower_case(std::string_view text) {
  static const auto utf8 = ::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
  std::string made;
  const auto before = ::uselocale(utf8);
  std::mbstate_t reading{};
  std::mbstate_t writing{};
  while (!text.empty()) {
    wchar_t letter = 0;
    const auto length = std::mbrtowc(&letter, text.data(), text.size(), &reading);
    if (length == 0 || length > text.size()) break;  // NUL, or no UTF-8
    std::array<char, MB_LEN_MAX> bytes{};
    made.append(bytes.data(),
                std::wcrtomb(bytes.data(),
                             static_cast<wchar_t>(std::towlower(static_cast<std::wint_t>(letter))),
                             &writing));
    text.remove_prefix(length);
  }
  ::uselocale(before);
  return made;
}

}  // namespace acumage::simulator
