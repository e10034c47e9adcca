// Reads the head of a request as its bytes arrive, and refuses every form that two servers could
// read differently (RFC 9112).
#pragma once

#include "api/http/message.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace acumage::api {

inline constexpr std::size_t max_head_bytes = 16 * 1024;
/// Maximum length of the request line and of each header line, including CRLF: the limit of the
/// HTTP library.
inline constexpr std::size_t max_line_bytes = 8 * 1024;
inline constexpr std::size_t max_header_lines = 100;

/// How a request's body is delimited (RFC 9112, 6).
struct body_framing {
  bool chunked = false;
  std::size_t length = 0;  ///< when not chunked
  bool wants_continue = false;
  bool keeps_connection = true;  ///< requested by the client's version and Connection header
};

class head_reader {
 public:
  /// Consumes bytes up to the end of the head and returns how many: fewer than given only when the
  /// head is complete or refused.
  std::size_t feed(std::string_view bytes);

  bool started() const { return !text_.empty(); }
  bool complete() const { return complete_; }
  /// Why the request cannot be served (400, 413, 414, 415, 417, 431, 501, 505).
  const std::optional<reply>& refusal() const { return refusal_; }

  /// Valid when complete. Bodies longer than `max_body` are refused before a byte of them is read.
  void check_framing(std::size_t max_body);

  request_head& head() { return head_; }
  const body_framing& framing() const { return framing_; }

 private:
  void take_line(std::string_view line);
  void take_request_line(std::string_view line);
  void take_header_line(std::string_view line);
  void finish();
  void take_target(std::string_view target);
  void check_host();
  void check_length(const std::string& text, std::size_t max_body);
  void check_coding(const std::string& text);
  void check_connection();
  std::size_t count(std::string_view name) const;
  void refuse(int status, std::string_view code, std::string_view message);

  std::string text_;            // the head as far as received
  std::size_t line_start_ = 0;  // in text_
  std::size_t lines_ = 0;       // request line and headers read
  bool complete_ = false;
  std::string authority_;  // of a target in absolute form
  request_head head_;
  body_framing framing_;
  std::optional<reply> refusal_;
};

/// Is it a token of RFC 9110, 5.6.2?
bool is_token(std::string_view text);

/// Is it printable, or space or tab, as allowed in a header's value (RFC 9110, 5.5)?
bool is_field_value(std::string_view text);

}  // namespace acumage::api
