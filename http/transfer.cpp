#include "http/transfer.hpp"

#include "messages/key.hpp"

namespace acumage::http {

namespace {

constexpr std::size_t max_head = 256U << 10U;

transfer& of(void* self) { return *static_cast<transfer*>(self); }

/// When a kept connection ends without a byte of an answer, libcurl sends the request again,
/// whatever the method (Curl_retry_request). A write may have been carried out by then, so it gets
/// no second connection.
int on_socket(void* self, curl_socket_t, curlsocktype) {
  auto& it = of(self);
  it.lost = it.issued;
  it.connecting = true;
  return it.lost ? CURL_SOCKOPT_ERROR : CURL_SOCKOPT_OK;
}

int on_issue(void* self, char*, char*, int, int) {
  auto& it = of(self);
  it.lost = it.issued;
  if (it.lost) return CURL_PREREQFUNC_ABORT;
  it.issued = true;
  it.made.reused = !it.connecting;
  it.issued_at = std::chrono::steady_clock::now();
  return CURL_PREREQFUNC_OK;
}

/// Called with the bytes that the kernel, or a TLS record, has accepted, and with the messages of
/// TLS itself.
int on_trace(CURL*, curl_infotype kind, char* data, std::size_t size, void* self) {
  using namespace std::string_view_literals;
  auto& it = of(self);
  constexpr auto close_notify = "\x01\x00"sv;  // RFC 8446, 6.1; no other message is that short
  if (kind == CURLINFO_SSL_DATA_IN && std::string_view{data, size} == close_notify)
    it.farewell = true;
  if (it.issued && (kind == CURLINFO_HEADER_OUT || kind == CURLINFO_DATA_OUT)) it.made.sent += size;
  return 0;
}

std::size_t on_header(char* data, std::size_t, std::size_t size, void* self) {
  auto& it = of(self);
  it.made.answer_began = true;
  it.head_bytes += size;
  if (it.head_bytes > max_head) {
    it.nonsense = "the headers do not end";
    return 0;
  }
  const auto line = trimmed(std::string_view{data, size});
  if (line.starts_with("HTTP/")) {  // also of the final answer after a 1xx
    it.in_head = true;
    it.made.headers.clear();
  } else if (line.empty()) {
    it.in_head = false;
  } else if (const auto colon = line.find(':'); it.in_head && colon != line.npos) {
    it.made.headers.emplace_back(trimmed(line.substr(0, colon)), trimmed(line.substr(colon + 1)));
  }
  return size;
}

std::size_t on_body(char* data, std::size_t, std::size_t size, void* self) {
  auto& it = of(self);
  if (size > it.max_body - it.made.body.size()) {
    it.made.too_large = true;
    it.nonsense = "the answer is larger than " + std::to_string(it.max_body >> 20U) + " MB";
    return 0;
  }
  it.made.body.append(data, size);
  return size;
}

}  // namespace

void transfer::listen_to(CURL* easy) {
  curl_easy_setopt(easy, CURLOPT_SOCKOPTFUNCTION, &on_socket);
  curl_easy_setopt(easy, CURLOPT_SOCKOPTDATA, this);
  curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, &on_issue);
  curl_easy_setopt(easy, CURLOPT_PREREQDATA, this);
  curl_easy_setopt(easy, CURLOPT_DEBUGFUNCTION, &on_trace);
  curl_easy_setopt(easy, CURLOPT_DEBUGDATA, this);
  curl_easy_setopt(easy, CURLOPT_VERBOSE, 1L);
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, &on_header);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, this);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &on_body);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, this);
}

}  // namespace acumage::http
