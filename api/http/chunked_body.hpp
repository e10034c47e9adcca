// Decodes a chunked body as it arrives (RFC 9112, 7.1).
#pragma once

#include "api/http/message.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace acumage::api {

class chunk_reader {
 public:
  explicit chunk_reader(std::size_t max_body) : max_body_{max_body} {}

  /// Appends data to `body`. Returns how many bytes it consumed: fewer than given only at the end
  /// of the body or when it is refused (400, 413, 431).
  std::size_t feed(std::string_view bytes, std::string& body);

  bool complete() const { return place_ == place::end; }
  const std::optional<reply>& refusal() const { return refusal_; }

 private:
  enum class place { size, data, data_end, trailer, end };

  std::size_t feed_line(std::string_view bytes, std::size_t body_size);
  void take_line(std::string_view line, std::size_t body_size);
  void take_size(std::string_view line, std::size_t body_size);
  void take_trailer(std::string_view line);
  void refuse(int status, std::string_view code, std::string_view message);

  std::size_t max_body_;
  place place_ = place::size;
  std::string line_;
  std::size_t left_ = 0;  // of the chunk being read
  std::size_t trailer_lines_ = 0;
  std::optional<reply> refusal_;
};

}  // namespace acumage::api
