#include "messages/key.hpp"

#include "messages/letter_case.hpp"

#include <cstddef>

namespace acumage {

namespace {

/// A letter of at most three bytes; 0 bytes: none begins there.
struct read_letter {
  char32_t letter = 0;
  std::size_t bytes = 0;
};

/// UTF-8 (RFC 3629). Letters of four bytes have no case in the collation.
read_letter letter_at(std::string_view text) {
  const auto byte = [&](std::size_t at) {
    return static_cast<char32_t>(static_cast<unsigned char>(text[at]));
  };
  const auto follows = [&](std::size_t at) {
    return at < text.size() && (byte(at) & 0xC0U) == 0x80U;
  };
  const auto lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  if (lead >= 0xC2 && lead <= 0xDF && follows(1))
    return {(lead & 0x1FU) << 6U | (byte(1) & 0x3FU), 2};
  if (lead < 0xE0 || lead > 0xEF || !follows(1) || !follows(2)) return {};
  const auto letter = (lead & 0x0FU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU);
  return letter < 0x800 ? read_letter{} : read_letter{letter, 3};
}

void append(std::string& to, char32_t letter) {
  if (letter < 0x80) {
    to += static_cast<char>(letter);
  } else if (letter < 0x800) {
    to += static_cast<char>(0xC0 | letter >> 6);
    to += static_cast<char>(0x80 | (letter & 0x3F));
  } else {
    to += static_cast<char>(0xE0 | letter >> 12);
    to += static_cast<char>(0x80 | (letter >> 6 & 0x3F));
    to += static_cast<char>(0x80 | (letter & 0x3F));
  }
}

}  // namespace

std::string fold_key(std::string_view key) {
  std::string folded{key};
  std::size_t at = 0;  // nearly all keys end before the first byte beyond ASCII
  for (; at < folded.size() && static_cast<unsigned char>(folded[at]) < 0x80; ++at)
    if (folded[at] >= 'A' && folded[at] <= 'Z') folded[at] = static_cast<char>(folded[at] + 0x20);
  folded.resize(at);
  while (at < key.size()) {
    const auto [letter, bytes] = letter_at(key.substr(at));
    if (bytes == 0)
      folded += key[at++];
    else
      append(folded, small_letter(letter));
    at += bytes;
  }
  return folded;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blank = " \t\r\n";
  const auto first = text.find_first_not_of(blank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

}  // namespace acumage
