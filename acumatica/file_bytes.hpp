// The bytes of a file one after another, with the place of the next one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <istream>
#include <string>
#include <string_view>

namespace acumage::acumatica {

class file_bytes {
 public:
  static constexpr int end = -1;

  explicit file_bytes(std::istream& from) : from_{from} {}

  /// The next byte, which stays; `end` when there is none.
  int peek() {
    if (at_ == block_.size() && !fill()) return end;
    return static_cast<unsigned char>(block_[at_]);
  }
  /// Takes the byte that peek() has shown.
  void skip() {
    const auto byte = static_cast<unsigned char>(block_[at_++]);
    if (byte == '\n') {
      ++line_;
      column_ = 0;
    } else if ((byte & 0xC0U) != 0x80U) {  // a continuation byte is no character of its own
      ++column_;
    }
  }
  /// The rest of the line with its line break, or as much of it as has been read; empty at the end.
  /// Valid until the next call.
  std::string_view line_part();
  /// Skips a byte order mark at the beginning.
  void skip_mark();

  std::size_t line() const { return line_; }          ///< of the next byte, from 1
  std::size_t column() const { return column_ + 1; }  ///< of the next byte, in characters, from 1
  std::uint64_t position() const { return before_ + at_; }

 private:
  bool fill();

  std::istream& from_;
  std::string block_;
  std::size_t at_ = 0;
  std::uint64_t before_ = 0;  ///< bytes of the blocks before this one
  std::size_t line_ = 1;
  std::size_t column_ = 0;
};

}  // namespace acumage::acumatica
