#include "messages/key.hpp"

namespace acumage {

std::string fold_key(std::string_view key) {
  std::string folded{key};
  for (std::size_t i = 0; i < folded.size(); ++i) {
    const auto lead = static_cast<unsigned char>(folded[i]);
    if (lead >= 'A' && lead <= 'Z') folded[i] = static_cast<char>(lead + 0x20);
    if (lead < 0xC3 || lead > 0xD0 || i + 1 == folded.size()) continue;
    const auto tail = static_cast<unsigned char>(folded[i + 1]);
    // Two-byte UTF-8: capitals and their small letters, block by block.
    if (lead == 0xC3 && tail >= 0x80 && tail <= 0x9E && tail != 0x97) {
      folded[i + 1] = static_cast<char>(tail + 0x20);
    } else if (lead == 0xCE && tail >= 0x91 && tail <= 0x9F) {
      folded[i + 1] = static_cast<char>(tail + 0x20);
    } else if (lead == 0xCE && tail >= 0xA0 && tail <= 0xA9) {
      folded[i] = static_cast<char>(0xCF);
      folded[i + 1] = static_cast<char>(tail - 0x20);
    } else if (lead == 0xD0 && tail >= 0x90 && tail <= 0x9F) {
      folded[i + 1] = static_cast<char>(tail + 0x20);
    } else if (lead == 0xD0 && tail >= 0xA0 && tail <= 0xAF) {
      folded[i] = static_cast<char>(0xD1);
      folded[i + 1] = static_cast<char>(tail - 0x20);
    }
    ++i;
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
