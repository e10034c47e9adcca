#include "simulator/acumatica/guid.hpp"

#include <openssl/rand.h>

#include <array>
#include <cstdint>

namespace acumage::simulator::acumatica {
namespace {

constexpr std::string_view hex = "0123456789abcdef";

std::uint64_t hashed(std::string_view text, std::uint64_t start) {
  std::uint64_t value = start;
  for (const char c : text) {
    value ^= static_cast<unsigned char>(c);
    value *= 1'099'511'628'211U;
  }
  value ^= value >> 29;
  return value * 0xBF58476D1CE4E5B9U;
}

std::string written(std::uint64_t high, std::uint64_t low) {
  std::string text;
  for (const auto part : {high, low})
    for (int bits = 60; bits >= 0; bits -= 4) {
      if (text.size() == 8 || text.size() == 13 || text.size() == 18 || text.size() == 23)
        text += '-';
      text += hex[(part >> bits) & 15U];
    }
  return text;
}

}  // namespace

std::string guid_from(std::string_view text) {
  return written(hashed(text, 14'695'981'039'346'656'037U),
                 hashed(text, 1'469'598'103'934'665'603U));
}

std::string drawn_secret() {
  std::array<unsigned char, 32> bytes{};
  RAND_bytes(bytes.data(), static_cast<int>(bytes.size()));
  std::string text;
  for (const auto byte : bytes) {
    text += hex[byte >> 4U];
    text += hex[byte & 15U];
  }
  return text;
}

std::string drawn_guid() { return guid_from(drawn_secret()); }

}  // namespace acumage::simulator::acumatica
