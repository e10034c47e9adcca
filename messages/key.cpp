#include "messages/key.hpp"

#include <array>
#include <cstddef>

namespace acumage {

namespace {

/// A run of capitals in two-byte UTF-8 whose small letters lie at one distance.
struct capitals {
  unsigned char lead;
  unsigned char first;
  unsigned char last;
  unsigned char small_lead;
  int shift;  // of the second byte
};

constexpr std::array<capitals, 12> two_byte_capitals{{{0xC3, 0x80, 0x96, 0xC3, 0x20},
                                                      {0xC3, 0x98, 0x9E, 0xC3, 0x20},
                                                      {0xCE, 0x86, 0x86, 0xCE, 0x26},
                                                      {0xCE, 0x88, 0x8A, 0xCE, 0x25},
                                                      {0xCE, 0x8C, 0x8C, 0xCF, 0x00},
                                                      {0xCE, 0x8E, 0x8F, 0xCF, -0x01},
                                                      {0xCE, 0x91, 0x9F, 0xCE, 0x20},
                                                      {0xCE, 0xA0, 0xA1, 0xCF, -0x20},
                                                      {0xCE, 0xA3, 0xAB, 0xCF, -0x20},
                                                      {0xD0, 0x80, 0x8F, 0xD1, 0x10},
                                                      {0xD0, 0x90, 0x9F, 0xD0, 0x20},
                                                      {0xD0, 0xA0, 0xAF, 0xD1, -0x20}}};

}  // namespace

std::string fold_key(std::string_view key) {
  std::string folded{key};
  for (std::size_t i = 0; i < folded.size(); ++i) {
    const auto lead = static_cast<unsigned char>(folded[i]);
    if (lead >= 'A' && lead <= 'Z') folded[i] = static_cast<char>(lead + 0x20);
    if (lead < 0xC3 || lead > 0xD0 || i + 1 == folded.size()) continue;
    const auto tail = static_cast<unsigned char>(folded[i + 1]);
    for (const auto& run : two_byte_capitals) {
      if (run.lead != lead || tail < run.first || tail > run.last) continue;
      folded[i] = static_cast<char>(run.small_lead);
      folded[i + 1] = static_cast<char>(tail + run.shift);
      break;
    }
    if ((tail & 0xC0) == 0x80)
      ++i;  // else the lead stands alone, and what follows is no part of it
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
