#include "api/http/message.hpp"

#include "api/http/media_type.hpp"
#include "messages/json_text.hpp"

#include <algorithm>

namespace acumage::api {

namespace {

/// Seconds after which a refused sender may try again. Acumatica and `acumage send` both obey.
constexpr std::string_view retry_after_s = "5";

int status_of(errc code) {
  switch (code) {
    case errc::invalid: return 400;
    case errc::not_found: return 404;
    case errc::conflict: return 409;
    case errc::too_large: return 413;
    case errc::full:
    case errc::unavailable:
    case errc::storage_failed: return 503;
    case errc::damaged:
    case errc::unsupported: return 500;
  }
  return 500;
}

/// Reason phrases of the statuses that the front itself answers with (RFC 9110, 15).
std::string_view reason_of(int status) {
  switch (status) {
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 408: return "Request Timeout";
    case 413: return "Content Too Large";
    case 414: return "URI Too Long";
    case 415: return "Unsupported Media Type";
    case 417: return "Expectation Failed";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 505: return "HTTP Version Not Supported";
    default: return "";
  }
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

void append_line(std::string& to, std::string_view name, std::string_view value) {
  to += name;
  to += ": ";
  to += value;
  to += "\r\n";
}

}  // namespace

const std::string* request_head::find(std::string_view name) const {
  const auto found = std::find_if(headers.begin(), headers.end(),
                                  [&](const header& each) { return same_token(each.name, name); });
  return found == headers.end() ? nullptr : &found->value;
}

std::string_view request_head::path() const {
  return std::string_view{target}.substr(0, target.find('?'));
}

bool is_probe(const request_head& head) {
  const bool reads = head.method == "GET" || head.method == "HEAD";
  return reads && (head.path() == "/livez" || head.path() == "/readyz");
}

reply json_reply(int status, std::string body) {
  return {
      .status = status, .content_type = "application/json", .body = std::move(body), .headers = {}};
}

reply word_reply(int status, std::string_view word) {
  return {.status = status,
          .content_type = "text/plain; charset=utf-8",
          .body = std::string{word} + "\n",
          .headers = {}};
}

reply error_reply(int status, std::string_view code, std::string_view message,
                  std::string_view at) {
  json_writer json;
  json.object().key("error").object().key("code").string(code).key("message").string(message);
  if (!at.empty()) json.key("at").string(at);
  json.end().end();
  auto made = json_reply(status, json.take());
  if (status == 503) made.headers.push_back({"Retry-After", std::string{retry_after_s}});
  return made;
}

reply foreign_type(std::string_view given, std::string_view expected) {
  auto words = "Content-Type = " + std::string{given} + "; expected " + std::string{expected};
  if (is_form(given)) words += "; with curl, add -H 'Content-Type: application/json'";
  return error_reply(415, "unsupported_type", words);
}

reply error_reply(const error& problem) {
  return error_reply(status_of(problem.code), to_string(problem.code), problem.message, problem.at);
}

const std::vector<header>& standing_headers() {
  static const std::vector<header> all{{"X-Content-Type-Options", "nosniff"},
                                       {"Cache-Control", "no-store"}};
  return all;
}

std::string reply_text(const reply& what, std::string_view method, after_reply then) {
  std::string text = "HTTP/1.1 " + std::to_string(what.status) + ' ';
  text += reason_of(what.status);
  text += "\r\n";
  for (const auto& each : standing_headers()) append_line(text, each.name, each.value);
  for (const auto& each : what.headers) append_line(text, each.name, each.value);
  append_line(text, "Content-Type", what.content_type);
  append_line(text, "Content-Length", std::to_string(what.body.size()));
  append_line(text, "Connection", then == after_reply::close_connection ? "close" : "keep-alive");
  text += "\r\n";
  if (method != "HEAD") text += what.body;
  return text;
}

bool same_token(std::string_view left, std::string_view right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](char a, char b) { return lower(a) == lower(b); });
}

std::string_view without_ows(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

}  // namespace acumage::api
