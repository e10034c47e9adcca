#include "api/http/request_reader.hpp"

#include <algorithm>

namespace acumage::api {

std::size_t request_reader::feed(std::string_view bytes) {
  std::size_t taken = 0;
  if (stage_ == stage::head) {
    taken = head_.feed(bytes);
    if (head_.complete()) {
      head_.check_framing(max_body_);
      stage_ = stage::judgement;
    }
    if (head_.refusal()) {
      refusal_ = head_.refusal();
      stage_ = stage::refused;
    }
  } else if (stage_ == stage::body && framing().chunked) {
    taken = chunks_.feed(bytes, body_);
    if (chunks_.complete()) stage_ = stage::done;
    if (chunks_.refusal()) {
      refusal_ = chunks_.refusal();
      stage_ = stage::refused;
    }
  } else if (stage_ == stage::body) {
    taken = feed_plain(bytes);
  }
  return taken;
}

void request_reader::accept_body() {
  const bool empty = !framing().chunked && framing().length == 0;
  stage_ = empty ? stage::done : stage::body;
}

std::size_t request_reader::feed_plain(std::string_view bytes) {
  const auto length = framing().length;
  const auto part = std::min(bytes.size(), length - body_.size());
  // Memory grows with the bytes received, never with the claimed length.
  if (const auto needed = body_.size() + part; needed > body_.capacity())
    body_.reserve(std::min(length, std::max(needed, 2 * body_.capacity())));
  body_.append(bytes.substr(0, part));
  if (body_.size() == length) stage_ = stage::done;
  return part;
}

}  // namespace acumage::api
