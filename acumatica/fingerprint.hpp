// Tells a notification that comes again from one that is new.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace acumage::acumatica {

/// SipHash-2-4 with 128 bits of output (Aumasson and Bernstein, reference code of 2016).
class sip_hash_128 {
 public:
  explicit sip_hash_128(const std::array<std::uint8_t, 16>& key);
  void add(std::string_view bytes);
  /// 16 bytes; nothing may be added afterwards.
  std::string finish();

 private:
  void absorb(std::uint64_t word);
  void rounds(int count);

  std::array<std::uint64_t, 4> state_{};
  std::array<char, 8> rest_{};  // bytes that do not fill a word yet
  std::size_t rest_size_ = 0;
  std::uint64_t length_ = 0;
};

/// 16 bytes over the parts, each framed by its length, so that what moves from one part to the next makes
/// a difference. The same in every process and release: fingerprints outlive both on disk.
std::string fingerprint_of(std::initializer_list<std::string_view> parts);

}  // namespace acumage::acumatica
