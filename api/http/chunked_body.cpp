#include "api/http/chunked_body.hpp"

#include "api/http/request_head.hpp"

#include <algorithm>
#include <charconv>

namespace acumage::api {

namespace {
/// Maximum length of a chunk's size with its extensions, and of a line of the trailer.
constexpr std::size_t max_chunk_line = 1024;
constexpr std::size_t max_trailer_lines = 16;
}  // namespace

void chunk_reader::refuse(int status, std::string_view code, std::string_view message) {
  refusal_ = error_reply(status, code, message);
}

std::size_t chunk_reader::feed(std::string_view bytes, std::string& body) {
  std::size_t taken = 0;
  while (taken < bytes.size() && place_ != place::end && !refusal_) {
    const auto rest = bytes.substr(taken);
    if (place_ == place::data) {
      const auto part = std::min(rest.size(), left_);
      body += rest.substr(0, part);
      taken += part;
      left_ -= part;
      if (left_ == 0) place_ = place::data_end;
    } else {
      taken += feed_line(rest, body.size());
    }
  }
  return taken;
}

std::size_t chunk_reader::feed_line(std::string_view bytes, std::size_t body_size) {
  const auto newline = bytes.find('\n');
  const auto part = std::min(newline == std::string_view::npos ? bytes.size() : newline + 1,
                             max_chunk_line + 1 - line_.size());
  line_ += bytes.substr(0, part);
  if (line_.size() > max_chunk_line) {
    refuse(400, "bad_request", "chunk: a line is too long; expected at most 1024 bytes");
  } else if (line_.back() == '\n') {
    if (line_.size() < 2 || line_[line_.size() - 2] != '\r')
      refuse(400, "bad_request", "chunk: a line ends with LF alone; expected CR LF");
    else
      take_line(std::string_view{line_}.substr(0, line_.size() - 2), body_size);
    line_.clear();
  } else if (place_ == place::data_end && line_.front() != '\r') {
    refuse(400, "bad_request", "chunk: longer than its size; expected CR LF after the data");
  }
  return part;
}

void chunk_reader::take_line(std::string_view line, std::size_t body_size) {
  if (place_ == place::size) return take_size(line, body_size);
  if (place_ == place::trailer) return take_trailer(line);
  if (!line.empty())
    return refuse(400, "bad_request", "chunk: longer than its size; expected CR LF after the data");
  place_ = place::size;
}

void chunk_reader::take_size(std::string_view line, std::size_t body_size) {
  std::size_t size = 0;
  const auto* const end = line.data() + line.size();
  const auto [stop, problem] = std::from_chars(line.data(), end, size, 16);
  const auto rest = without_ows({stop, static_cast<std::size_t>(end - stop)});
  // from_chars accepts no minus sign for unsigned types, so only digits have been read.
  if (problem == std::errc::invalid_argument || (!rest.empty() && rest.front() != ';') ||
      !is_field_value(rest))
    return refuse(400, "bad_request", "chunk: bad size; expected hexadecimal digits");
  if (problem != std::errc{} || size > max_body_ - body_size)
    return refuse(413, "too_large",
                  "body: too large; expected at most " + std::to_string(max_body_) + " bytes");
  left_ = size;
  place_ = size == 0 ? place::trailer : place::data;
}

void chunk_reader::take_trailer(std::string_view line) {
  if (line.empty()) {
    place_ = place::end;
    return;
  }
  const auto colon = line.find(':');
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon)) ||
      !is_field_value(line.substr(colon + 1)))
    return refuse(400, "bad_request", "trailer: not understood; expected Name: value");
  if (++trailer_lines_ > max_trailer_lines)
    refuse(431, "head_too_large", "trailer: too many lines; expected at most 16");
}

}  // namespace acumage::api
