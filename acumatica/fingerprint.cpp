#include "acumatica/fingerprint.hpp"

#include <openssl/evp.h>

#include <memory>
#include <stdexcept>
#include <vector>

namespace acumage::acumatica {

namespace {

struct context_free {
  void operator()(EVP_MAC_CTX* context) const { EVP_MAC_CTX_free(context); }
};
using context = std::unique_ptr<EVP_MAC_CTX, context_free>;

/// Looking up the algorithm and creating a context take half the time of a short hash, so each
/// thread keeps one. The library context is our own and never freed: openssl.cnf, which can forbid
/// algorithms, does not apply to it.
EVP_MAC_CTX* context_of_this_thread() {
  static EVP_MAC* const algorithm = EVP_MAC_fetch(OSSL_LIB_CTX_new(), "SIPHASH", nullptr);
  thread_local const context mine{algorithm == nullptr ? nullptr : EVP_MAC_CTX_new(algorithm)};
  if (!mine) throw std::runtime_error{"OpenSSL: no SIPHASH; expected its default provider"};
  return mine.get();
}

std::string little_endian(std::uint64_t word) {
  std::string bytes;
  for (unsigned i = 0; i < 8; ++i) bytes += static_cast<char>((word >> (8U * i)) & 0xFFU);
  return bytes;
}

const unsigned char* unsigned_bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

std::string sip_hash_128(const std::array<std::uint8_t, 16>& key,
                         std::span<const std::string_view> pieces) {
  auto* const context = context_of_this_thread();
  bool ok = EVP_MAC_init(context, key.data(), key.size(), nullptr) == 1;
  for (const auto piece : pieces)
    ok = ok && EVP_MAC_update(context, unsigned_bytes(piece), piece.size()) == 1;
  std::array<unsigned char, 16> digest{};
  std::size_t size = 0;
  ok = ok && EVP_MAC_final(context, digest.data(), &size, digest.size()) == 1;
  if (!ok || size != digest.size())
    throw std::runtime_error{"OpenSSL: SIPHASH failed; expected a digest of 16 bytes"};
  return {digest.begin(), digest.end()};
}

std::string fingerprint_of(std::initializer_list<std::string_view> parts) {
  constexpr std::array<std::uint8_t, 16> key{'a', 'c', 'u', 'm', 'a', 'g', 'e', ' ',
                                             'd', 'u', 'p', 'l', 'i', 'c', 'a', 't'};
  std::vector<std::string> frames;
  for (const auto part : parts) frames.push_back(little_endian(part.size()));
  std::vector<std::string_view> pieces;
  for (const auto part : parts) {
    pieces.emplace_back(frames[pieces.size() / 2]);
    pieces.push_back(part);
  }
  return sip_hash_128(key, pieces);
}

}  // namespace acumage::acumatica
