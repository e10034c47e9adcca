// Reads one request from the bytes of a connection: head, then body, within limits.
#pragma once

#include "api/http/chunked_body.hpp"
#include "api/http/request_head.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace acumage::api {

class request_reader {
 public:
  enum class stage {
    head,       ///< needs more of the head
    judgement,  ///< the head is complete; accept_body() continues
    body,       ///< needs more of the body
    done,
    refused,
  };

  /// `max_body` in bytes; a longer body is refused as soon as its length is known.
  explicit request_reader(std::size_t max_body) : max_body_{max_body}, chunks_{max_body} {}

  /// Returns how many bytes it consumed: fewer than given only when the stage needs the caller.
  std::size_t feed(std::string_view bytes);

  stage at() const { return stage_; }
  /// After `judgement`: accept the body.
  void accept_body();

  const reply& refusal() const { return *refusal_; }
  request_head& head() { return head_.head(); }
  const body_framing& framing() const { return head_.framing(); }
  std::size_t body_bytes() const { return body_.size(); }
  std::string take_body() { return std::move(body_); }

 private:
  std::size_t feed_plain(std::string_view bytes);

  std::size_t max_body_;
  stage stage_ = stage::head;
  head_reader head_;
  chunk_reader chunks_;
  std::string body_;
  std::optional<reply> refusal_;
};

}  // namespace acumage::api
