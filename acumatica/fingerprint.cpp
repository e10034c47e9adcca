#include "acumatica/fingerprint.hpp"

#include <algorithm>
#include <bit>

namespace acumage::acumatica {

namespace {

std::uint64_t little_endian(const char* bytes) {
  std::uint64_t word = 0;
  for (unsigned i = 0; i < 8; ++i)
    word |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8U * i);
  return word;
}

void append_little_endian(std::string& to, std::uint64_t word) {
  for (unsigned i = 0; i < 8; ++i) to += static_cast<char>((word >> (8U * i)) & 0xFFU);
}

}  // namespace

sip_hash_128::sip_hash_128(const std::array<std::uint8_t, 16>& key) {
  std::array<char, 16> bytes{};
  std::copy(key.begin(), key.end(), bytes.begin());
  const auto k0 = little_endian(bytes.data());
  const auto k1 = little_endian(bytes.data() + 8);
  // "somepseudorandomlygeneratedbytes"; 0xEE marks the 128 bit variant.
  state_ = {k0 ^ 0x736F6D6570736575U, k1 ^ 0x646F72616E646F6DU ^ 0xEEU, k0 ^ 0x6C7967656E657261U,
            k1 ^ 0x7465646279746573U};
}

void sip_hash_128::rounds(int count) {
  auto& [v0, v1, v2, v3] = state_;
  for (int i = 0; i < count; ++i) {
    v0 += v1;
    v1 = std::rotl(v1, 13) ^ v0;
    v0 = std::rotl(v0, 32);
    v2 += v3;
    v3 = std::rotl(v3, 16) ^ v2;
    v0 += v3;
    v3 = std::rotl(v3, 21) ^ v0;
    v2 += v1;
    v1 = std::rotl(v1, 17) ^ v2;
    v2 = std::rotl(v2, 32);
  }
}

void sip_hash_128::absorb(std::uint64_t word) {
  state_[3] ^= word;
  rounds(2);
  state_[0] ^= word;
}

void sip_hash_128::add(std::string_view bytes) {
  length_ += bytes.size();
  if (rest_size_ > 0) {
    const auto taken = std::min(bytes.size(), rest_.size() - rest_size_);
    std::copy_n(bytes.data(), taken, rest_.data() + rest_size_);
    rest_size_ += taken;
    bytes.remove_prefix(taken);
    if (rest_size_ < rest_.size()) return;
    absorb(little_endian(rest_.data()));
    rest_size_ = 0;
  }
  for (; bytes.size() >= 8; bytes.remove_prefix(8)) absorb(little_endian(bytes.data()));
  std::copy_n(bytes.data(), bytes.size(), rest_.data());
  rest_size_ = bytes.size();
}

std::string sip_hash_128::finish() {
  std::fill(rest_.begin() + static_cast<std::ptrdiff_t>(rest_size_), rest_.end(), '\0');
  absorb(little_endian(rest_.data()) | (length_ << 56U));
  std::string digest;
  state_[2] ^= 0xEEU;
  rounds(4);
  append_little_endian(digest, state_[0] ^ state_[1] ^ state_[2] ^ state_[3]);
  state_[1] ^= 0xDDU;
  rounds(4);
  append_little_endian(digest, state_[0] ^ state_[1] ^ state_[2] ^ state_[3]);
  return digest;
}

std::string fingerprint_of(std::initializer_list<std::string_view> parts) {
  constexpr std::array<std::uint8_t, 16> key{'a', 'c', 'u', 'm', 'a', 'g', 'e', ' ',
                                             'd', 'u', 'p', 'l', 'i', 'c', 'a', 't'};
  sip_hash_128 hash{key};
  std::string frame;
  for (const auto part : parts) {
    frame.clear();
    append_little_endian(frame, part.size());
    hash.add(frame);
    hash.add(part);
  }
  return hash.finish();
}

}  // namespace acumage::acumatica
