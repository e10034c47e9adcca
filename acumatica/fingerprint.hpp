// Distinguishes repeated notifications from new ones.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

namespace acumage::acumatica {

/// SipHash-2-4 with 128 bits of output (Aumasson and Bernstein) over the concatenated pieces: 16
/// bytes. Throws std::runtime_error where the installed OpenSSL lacks it.
std::string sip_hash_128(const std::array<std::uint8_t, 16>& key,
                         std::span<const std::string_view> pieces);

/// 16 bytes over the parts, each framed by its length, so that moving text from one part to the
/// next changes the result. The same in every process and release: fingerprints outlive both on
/// disk.
std::string fingerprint_of(std::initializer_list<std::string_view> parts);

}  // namespace acumage::acumatica
