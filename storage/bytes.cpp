#include "storage/bytes.hpp"

#include <limits>

namespace acumage::storage {

namespace {
constexpr char record_version = 1;
}

byte_writer::byte_writer() : bytes_(1, record_version) {}

byte_writer& byte_writer::number(std::uint64_t value) {
  while (value >= 0x80U) {
    bytes_ += static_cast<char>(static_cast<unsigned char>(value | 0x80U));
    value >>= 7U;
  }
  bytes_ += static_cast<char>(value);
  return *this;
}

byte_writer& byte_writer::signed_number(std::int64_t value) {
  const auto doubled = static_cast<std::uint64_t>(value) << 1U;
  return number(value < 0 ? ~doubled : doubled);
}

byte_writer& byte_writer::text(std::string_view value) {
  number(value.size());
  bytes_ += value;
  return *this;
}

byte_writer& byte_writer::flag(bool value) { return number(value ? 1U : 0U); }

byte_reader::byte_reader(std::string_view bytes) : rest_{bytes} {
  if (rest_.empty() || rest_.front() != record_version)
    fail();
  else
    rest_.remove_prefix(1);
}

std::uint64_t byte_reader::fail() {
  good_ = false;
  rest_ = {};
  return 0;
}

std::uint64_t byte_reader::number() {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    if (rest_.empty()) return fail();
    const auto byte = static_cast<unsigned char>(rest_.front());
    rest_.remove_prefix(1);
    if (shift == 63 && byte > 1) return fail();
    value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
    if (byte < 0x80U) return value;
  }
  return fail();
}

std::int64_t byte_reader::signed_number() {
  const auto folded = number();
  const auto half = static_cast<std::int64_t>(folded >> 1U);
  return (folded & 1U) != 0 ? ~half : half;
}

std::string byte_reader::text() {
  const auto length = number();
  if (length > rest_.size()) {
    fail();
    return {};
  }
  std::string value{rest_.substr(0, length)};
  rest_.remove_prefix(length);
  return value;
}

bool byte_reader::flag() { return below(2) == 1; }

std::uint64_t byte_reader::below(std::uint64_t bound) {
  const auto value = number();
  return value < bound ? value : fail();
}

std::uint32_t byte_reader::number32() {
  return static_cast<std::uint32_t>(below(std::uint64_t{1} << 32U));
}

int byte_reader::plain_int() {
  const auto value = signed_number();
  if (value < std::numeric_limits<int>::min() || value > std::numeric_limits<int>::max())
    return static_cast<int>(fail());
  return static_cast<int>(value);
}

std::size_t byte_reader::count() { return below(rest_.size() + 1); }

}  // namespace acumage::storage
