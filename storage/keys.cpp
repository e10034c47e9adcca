#include "storage/keys.hpp"

#include "messages/key.hpp"

#include <algorithm>
#include <array>

namespace acumage::storage {

namespace {

constexpr char open_letters = 'k';
constexpr char closed_letters = 'c';
constexpr char of_delivery = '\n';  // ends no key: they are trimmed

char byte_of(entity which) { return static_cast<char>(index_of(which)); }

/// Times are microseconds since 1970. Earlier clock times count as 1970, since the order has no
/// sign.
std::uint64_t unsigned_time(std::int64_t at_us) {
  return static_cast<std::uint64_t>(std::max<std::int64_t>(at_us, 0));
}

}  // namespace

void append_number(std::string& to, std::uint64_t number) {
  std::array<char, 8> bytes{};
  for (auto& each : bytes) {
    each = static_cast<char>(static_cast<unsigned char>(number >> 56U));
    number <<= 8U;
  }
  to.append(bytes.data(), bytes.size());
}

std::uint64_t number_at_end(std::string_view key, std::size_t from_end) {
  if (key.size() < from_end + 8) return 0;
  std::uint64_t number = 0;
  for (const char byte : key.substr(key.size() - from_end - 8, 8))
    number = number << 8U | static_cast<unsigned char>(byte);
  return number;
}

std::string journal_key(entity lane, std::uint64_t sequence) {
  std::string key(1, byte_of(lane));
  append_number(key, sequence);
  return key;
}

std::string journal_end(entity lane) {
  return std::string(1, static_cast<char>(byte_of(lane) + 1));
}

std::string id_key(std::uint64_t id) {
  std::string key;
  append_number(key, id);
  return key;
}

std::string mark_key(entity which, std::string_view key) {
  return std::string(1, byte_of(which)) + fold_key(key);
}

std::string quantity_mark_key(std::string_view delivery_key) {
  return mark_key(entity::inventory, delivery_key) + of_delivery;
}

bool is_quantity_mark(std::string_view& key) {
  if (!key.ends_with(of_delivery)) return false;
  key.remove_suffix(1);
  return true;
}

std::string open_letter_prefix(entity which, std::string_view key) {
  const auto folded = fold_key(key);
  std::string prefix{open_letters, byte_of(which)};
  append_number(prefix, folded.size());
  return prefix + folded;
}

std::string open_letter_key(entity which, std::string_view key, std::uint64_t id) {
  auto name = open_letter_prefix(which, key);
  append_number(name, id);
  return name;
}

std::string closed_letter_key(std::int64_t at_us, std::uint64_t id) {
  std::string key(1, closed_letters);
  append_number(key, unsigned_time(at_us));
  append_number(key, id);
  return key;
}

std::string history_key(std::int64_t at_us, std::uint64_t sequence) {
  std::string key;
  append_number(key, unsigned_time(at_us));
  append_number(key, sequence);
  return key;
}

std::string history_name_prefix(std::string_view key) { return id_key(stable_hash(fold_key(key))); }

std::string fingerprint_age_key(std::int64_t at_us, std::string_view fingerprint) {
  std::string key;
  append_number(key, unsigned_time(at_us));
  return key.append(fingerprint);
}

std::uint64_t stable_hash(std::string_view bytes) {
  std::uint64_t hash = 0xCBF29CE484222325ULL;
  for (const char byte : bytes) {
    hash ^= static_cast<unsigned char>(byte);
    hash *= 0x100000001B3ULL;
  }
  return hash;
}

std::string hex(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const char byte : bytes) {
    text += digits[static_cast<unsigned char>(byte) >> 4U];
    text += digits[static_cast<unsigned char>(byte) & 15U];
  }
  return text;
}

}  // namespace acumage::storage
