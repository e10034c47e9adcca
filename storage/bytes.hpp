// Writes and reads the fields of a record; a reader never reads beyond its bytes, whatever they contain.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace acumage::storage {

class byte_writer {
 public:
  /// Every record begins with the version of its format.
  byte_writer();
  byte_writer& number(std::uint64_t value);        ///< 7 bits a byte, lowest first
  byte_writer& signed_number(std::int64_t value);  ///< folded, so that small negatives stay short
  byte_writer& text(std::string_view value);       ///< length, bytes
  byte_writer& flag(bool value);
  void reserve(std::size_t bytes) { bytes_.reserve(bytes); }
  std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

/// After the first field that is missing or out of bounds, every read returns 0 and complete() is
/// false: a decoder reads all fields and checks once.
class byte_reader {
 public:
  explicit byte_reader(std::string_view bytes);
  std::uint64_t number();
  std::int64_t signed_number();
  std::string text();
  bool flag();
  /// A number below `count`: an enumerator.
  template <class Enum>
  Enum choice(std::uint64_t count) {
    return static_cast<Enum>(below(count));
  }
  /// Must fit the type; otherwise the record is damaged.
  std::uint32_t number32();
  int plain_int();
  /// The number of elements that follow. Each takes at least a byte, so a larger count is damage
  /// and allocates no memory.
  std::size_t count();

  /// More fields follow, from a newer format of the record.
  bool more() const { return good_ && !rest_.empty(); }
  /// No field has been missing so far.
  bool good() const { return good_; }
  /// No field was missing, and no bytes are left over.
  bool complete() const { return good_ && rest_.empty(); }

 private:
  std::uint64_t below(std::uint64_t bound);
  std::uint64_t fail();

  std::string_view rest_;
  bool good_ = true;
};

}  // namespace acumage::storage
