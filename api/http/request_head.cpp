#include "api/http/request_head.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace acumage::api {

namespace {

constexpr std::array<std::string_view, 7> known_methods{"GET",    "HEAD",    "POST", "PUT",
                                                        "DELETE", "OPTIONS", "PATCH"};

bool is_alnum(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Visible ASCII without the fragment sign, which must not be sent (RFC 9112, 3.2).
bool is_target(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(),
                                      [](char c) { return c > ' ' && c < '\x7f' && c != '#'; });
}

/// Host and port, without user information (RFC 9110, 7.2). Empty is legal there.
bool is_authority(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return is_alnum(c) || std::string_view{"-._~[]:%!$&'()*+,;="}.find(c) != std::string_view::npos;
  });
}

/// Does a comma-separated header contain the word?
bool lists(std::string_view text, std::string_view word) {
  while (!text.empty()) {
    const auto comma = std::min(text.find(','), text.size());
    if (same_token(without_ows(text.substr(0, comma)), word)) return true;
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return false;
}

}  // namespace

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return is_alnum(c) || std::string_view{"!#$%&'*+-.^_`|~"}.find(c) != std::string_view::npos;
  });
}

bool is_field_value(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte == '\t' || (byte >= 0x20U && byte != 0x7fU);
  });
}

void head_reader::refuse(int status, std::string_view code, std::string_view message) {
  if (!refusal_) refusal_ = error_reply(status, code, message);
}

std::size_t head_reader::feed(std::string_view bytes) {
  std::size_t taken = 0;
  while (!complete_ && !refusal_ && taken < bytes.size()) {
    const auto rest = bytes.substr(taken);
    const auto newline = rest.find('\n');
    const auto room = max_line_bytes + 1 - (text_.size() - line_start_);
    const auto part = std::min({newline == std::string_view::npos ? rest.size() : newline + 1, room,
                                max_head_bytes + 1 - text_.size()});
    text_ += rest.substr(0, part);
    taken += part;
    const auto line = std::string_view{text_}.substr(line_start_);
    if (line.size() > max_line_bytes && lines_ == 0) {
      refuse(414, "uri_too_long",
             "request line: longer than 8192 bytes; expected a shorter target");
    } else if (line.size() > max_line_bytes || text_.size() > max_head_bytes) {
      refuse(431, "head_too_large",
             "request head: longer than 16384 bytes, or a line longer than 8192; expected less");
    } else if (line.back() == '\n') {
      if (line.size() < 2 || line[line.size() - 2] != '\r')
        refuse(400, "bad_request", "request head: a line ends with LF alone; expected CR LF");
      else
        take_line(line.substr(0, line.size() - 2));
    }
  }
  return taken;
}

void head_reader::take_line(std::string_view line) {
  if (line.empty() &&
      lines_ == 0) {  // a stray CRLF before a request is to be ignored (RFC 9112, 2.2)
    text_.clear();
    line_start_ = 0;
    return;
  }
  if (line.empty()) return finish();
  if (lines_ > max_header_lines)
    return refuse(431, "head_too_large", "request head: too many lines; expected at most 100");
  if (lines_++ == 0)
    take_request_line(line);
  else
    take_header_line(line);
  line_start_ = text_.size();
}

void head_reader::take_request_line(std::string_view line) {
  const auto first = line.find(' ');
  const auto last = line.rfind(' ');
  if (first == std::string_view::npos || first == last)
    return refuse(400, "bad_request",
                  "request line: not understood; expected METHOD /path HTTP/1.1");
  const auto method = line.substr(0, first);
  const auto version = line.substr(last + 1);
  if (!is_token(method))
    return refuse(400, "bad_request", "request line: the method is no token; expected e.g. POST");
  if (version.size() != 8 || version.substr(0, 5) != "HTTP/" || version[6] != '.')
    return refuse(400, "bad_request",
                  "request line: no HTTP version at its end; expected HTTP/1.1");
  if (version[5] != '1' || version[7] < '0' || version[7] > '9')
    return refuse(505, "version_not_supported", "request line: HTTP version; expected HTTP/1.1");
  if (std::find(known_methods.begin(), known_methods.end(), method) == known_methods.end())
    return refuse(501, "not_implemented",
                  "request line: unknown method; expected e.g. GET or POST");
  head_.method = method;
  head_.minor = version[7] == '0' ? 0 : 1;
  take_target(line.substr(first + 1, last - first - 1));
}

void head_reader::take_target(std::string_view target) {
  constexpr std::string_view scheme = "http://";
  if (!is_target(target))
    return refuse(400, "bad_request",
                  "request line: target with illegal characters; expected /path");
  if (target.size() > scheme.size() && same_token(target.substr(0, scheme.size()), scheme)) {
    // The absolute form must be accepted, and its authority replaces Host (RFC 9112, 3.2.2).
    target.remove_prefix(scheme.size());
    const auto slash = std::min(target.find_first_of("/?"), target.size());
    authority_ = target.substr(0, slash);
    target.remove_prefix(slash);
    head_.target = target.empty() || target.front() == '?' ? "/" : "";
  }
  head_.target += target;
  if (head_.target.front() != '/' && !(head_.target == "*" && head_.method == "OPTIONS"))
    refuse(400, "bad_request", "request line: target does not begin with /; expected /path");
}

void head_reader::take_header_line(std::string_view line) {
  if (line.front() == ' ' || line.front() == '\t')
    return refuse(400, "bad_request", "header: a folded line; expected one line a header");
  const auto colon = line.find(':');
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon)))
    return refuse(400, "bad_request", "header: no name before the colon; expected Name: value");
  const auto value = without_ows(line.substr(colon + 1));
  if (!is_field_value(value))
    return refuse(400, "bad_request", "header: control characters in a value; expected text");
  head_.headers.push_back({std::string{line.substr(0, colon)}, std::string{value}});
}

void head_reader::finish() {
  complete_ = true;
  text_.clear();
  text_.shrink_to_fit();
}

std::size_t head_reader::count(std::string_view name) const {
  return static_cast<std::size_t>(
      std::count_if(head_.headers.begin(), head_.headers.end(),
                    [&](const header& each) { return same_token(each.name, name); }));
}

void head_reader::check_framing(std::size_t max_body) {
  check_host();
  check_connection();
  const auto lengths = count("Content-Length");
  const auto codings = count("Transfer-Encoding");
  if (lengths > 0 && codings > 0)
    return refuse(400, "bad_request",
                  "headers: Content-Length and Transfer-Encoding; expected one of them");
  if (lengths > 1)
    return refuse(400, "bad_request", "Content-Length: given more than once; expected once");
  if (codings > 1)
    return refuse(400, "bad_request", "Transfer-Encoding: given more than once; expected once");
  if (lengths == 1) check_length(*head_.find("Content-Length"), max_body);
  if (codings == 1) check_coding(*head_.find("Transfer-Encoding"));
  if (const auto* coding = head_.find("Content-Encoding");
      coding != nullptr && !(count("Content-Encoding") == 1 && same_token(*coding, "identity"))) {
    refuse(415, "unsupported_encoding", "Content-Encoding: not taken; expected identity");
    refusal_->headers.push_back({"Accept-Encoding", "identity"});
  }
  if (const auto* wish = head_.find("Expect"); wish != nullptr && head_.minor >= 1) {
    if (!same_token(*wish, "100-continue"))
      return refuse(417, "expectation_failed", "Expect: not understood; expected 100-continue");
    framing_.wants_continue = true;
  }
}

void head_reader::check_host() {
  const auto hosts = count("Host");
  if (hosts > 1 || (hosts == 0 && head_.minor >= 1))
    return refuse(400, "bad_request", "Host: missing or given twice; expected once");
  if (!authority_.empty()) {
    if (hosts == 0) head_.headers.push_back({"Host", {}});
    for (auto& each : head_.headers)
      if (same_token(each.name, "Host")) each.value = authority_;
  }
  if (const auto* host = head_.find("Host"); host != nullptr && !is_authority(*host))
    refuse(400, "bad_request", "Host: illegal characters; expected name:port");
}

void head_reader::check_length(const std::string& text, std::size_t max_body) {
  std::size_t length = 0;
  const auto* const end = text.data() + text.size();
  const auto [stop, problem] = std::from_chars(text.data(), end, length);
  const bool digits = !text.empty() && std::all_of(text.begin(), text.end(),
                                                   [](char c) { return c >= '0' && c <= '9'; });
  if (!digits)
    return refuse(400, "bad_request", "Content-Length: no decimal number; expected digits");
  if (problem != std::errc{} || stop != end || length > max_body)
    return refuse(413, "too_large",
                  "body: too large; expected at most " + std::to_string(max_body) + " bytes");
  framing_.length = length;
}

void head_reader::check_coding(const std::string& text) {
  if (head_.minor == 0)
    return refuse(400, "bad_request", "Transfer-Encoding: in HTTP/1.0; expected Content-Length");
  if (!same_token(text, "chunked"))
    return refuse(501, "not_implemented", "Transfer-Encoding: unknown coding; expected chunked");
  framing_.chunked = true;
}

void head_reader::check_connection() {
  framing_.keeps_connection = head_.minor >= 1;
  for (const auto& each : head_.headers) {
    if (!same_token(each.name, "Connection")) continue;
    if (head_.minor == 0 && lists(each.value, "keep-alive")) framing_.keeps_connection = true;
    if (lists(each.value, "close")) {
      framing_.keeps_connection = false;
      return;
    }
  }
}

}  // namespace acumage::api
