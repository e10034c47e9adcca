#include "cli/client/client.hpp"

#include "api/body_signature.hpp"
#include "cli/client/json.hpp"
#include "cli/client/tls.hpp"
#include "http/client.hpp"
#include "messages/file_problem.hpp"
#include "messages/key.hpp"
#include "settings/settings.hpp"

#include <charconv>
#include <fstream>
#include <iterator>
#include <limits>
#include <utility>

namespace acumage::client {

namespace {

/// The host to connect to for a listener on `address`.
std::string host_of(const std::string& address) {
  if (address.empty() || address == "0.0.0.0") return "127.0.0.1";
  if (address == "::" || address == "[::]") return "[::1]";
  if (address.find(':') != std::string::npos && address.front() != '[') return "[" + address + "]";
  return address;
}

struct listener {
  const char* section;
  const char* flag;
  const std::string& address;
  std::uint16_t port;
  bool tls;
};

result<std::string> url_of(const listener& from, const std::string& given) {
  if (!given.empty()) {
    auto url = given;
    while (url.ends_with('/')) url.pop_back();
    return url;
  }
  if (from.port == 0)
    return error{errc::invalid,
                 std::string{from.section} + ".port = 0: any free port; expected " + from.flag +
                     " URL with the port that the node printed at its start",
                 {}};
  return (from.tls ? "https://" : "http://") + host_of(from.address) + ":" +
         std::to_string(from.port);
}

result<std::string> secret_in(const std::string& file) {
  std::ifstream from{file, std::ios::binary};
  std::string text{std::istreambuf_iterator<char>{from}, {}};
  if (const int number = why_unreadable(file); number != 0)
    return error{
        errc::invalid,
        file + ": cannot be read: " + file_problem(file, number) + "; expected a file with a token",
        {}};
  std::string secret{trimmed(text)};
  if (secret.empty()) return error{errc::invalid, file + ": is empty; expected a token", {}};
  return secret;
}

/// Why there is no answer.
std::string words_of(const http::reply& reply) {
  switch (reply.how) {
    case http::carried::refused: return "nothing listens there";
    case http::carried::tls_failed:
      return reply.words + " (does it use https? does it require a client certificate?)";
    default: return reply.words;
  }
}

std::optional<std::chrono::seconds> seconds_in(std::string_view text) {
  int seconds = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (read.ec != std::errc{} || seconds < 0) return std::nullopt;
  return std::chrono::seconds{seconds};
}

/// A client for the listener; errc::invalid if one of its files cannot be used.
result<std::unique_ptr<http::client>> connection_to(const endpoint& where, patience waits) {
  http::options how{.proxy = std::nullopt,
                    .connect_timeout = waits.to_connect,
                    .exchange_timeout = waits.to_answer,
                    .max_body = std::numeric_limits<std::size_t>::max()};
  if (!where.own.certificate.empty()) {
    const auto sound = check_identity(where.own.certificate, where.own.key);
    if (!sound.ok()) return sound.problem();
    how.own_certificate = where.own.certificate;
    how.own_key = where.own.key;
  }
  if (!where.certificate.empty() && where.url.starts_with("https://")) {
    auto key = key_in(where.certificate);
    if (!key) return key.problem();
    how.pinned_key = std::move(*key);
  }
  return std::make_unique<http::client>(std::move(how));
}

}  // namespace

result<endpoint> admin_endpoint(const settings::settings& from, const std::string& url,
                                const std::string& token_file) {
  const auto& admin = from.admin;
  auto where =
      url_of({"admin", "--admin", admin.address, admin.port, !admin.tls_certificate.empty()}, url);
  if (!where) return where.problem();
  std::string token = admin.token.reveal();
  if (!token_file.empty()) {
    auto read = secret_in(token_file);
    if (!read) return read.problem();
    token = std::move(*read);
  }
  const auto header_name = token.empty() ? "" : "Authorization";
  const auto header_value = token.empty() ? "" : "Bearer " + token;
  return endpoint{std::move(*where), header_name, header_value, {}, admin.tls_certificate.string()};
}

result<endpoint> intake_endpoint(const settings::settings& from, const std::string& url,
                                 const std::string& token_file) {
  const auto& intake = from.intake;
  auto where = url_of(
      {"intake", "--intake", intake.address, intake.port, !intake.tls_certificate.empty()}, url);
  if (!where) return where.problem();
  std::string secret = intake.header_value.reveal();
  if (!token_file.empty()) {
    auto read = secret_in(token_file);
    if (!read) return read.problem();
    secret = std::move(*read);
  }
  const auto certificate = intake.tls_certificate.string();
  if (secret.empty())
    return endpoint{std::move(*where), {}, {}, intake.hmac_secret.reveal(), certificate};
  return endpoint{std::move(*where), intake.header_name, std::move(secret), {}, certificate};
}

client::client(endpoint where, std::unique_ptr<http::client> over)
    : where_{std::move(where)}, over_{std::move(over)} {}
client::~client() = default;

result<std::unique_ptr<client>> client::to(endpoint where, patience waits) {
  const auto scheme = where.url.find("://");
  const bool bare = scheme != std::string::npos && where.url.size() > scheme + 3 &&
                    where.url.find_first_of("/?#@", scheme + 3) == std::string::npos;
  const bool known = where.url.starts_with("http://") || where.url.starts_with("https://");
  if (!bare || !known)
    return error{errc::invalid, where.url + ": not an address; expected http://host:port", {}};
  auto over = connection_to(where, waits);
  if (!over) return over.problem();
  return std::unique_ptr<client>{new client{std::move(where), std::move(*over)}};
}

result<http_reply> client::ask(http::request what) {
  what.url = where_.url + what.url;
  if (!where_.header_name.empty())
    what.headers.emplace_back(where_.header_name, where_.header_value);
  auto reply = over_->exchange(what);
  if (reply.how != http::carried::answered)
    return error{
        errc::unavailable, where_.url + ": " + words_of(reply) + "; expected a running node", {}};
  const auto after = seconds_in(reply.header("Retry-After"));
  return http_reply{reply.status, std::move(reply.body), after};
}

result<http_reply> client::get(const std::string& target) { return ask({"GET", target, {}, {}}); }

result<http_reply> client::post(const std::string& target, const std::string& body,
                                const std::string& content_type) {
  http::header_fields headers{{"Content-Type", content_type}};
  if (!where_.hmac_secret.empty())
    headers.emplace_back(api::signature_header, api::body_signature(body, where_.hmac_secret));
  return ask({"POST", target, std::move(headers), body});
}

result<http_reply> client::put(const std::string& target, const std::string& json) {
  return ask({"PUT", target, {{"Content-Type", "application/json"}}, json});
}

result<http_reply> client::remove(const std::string& target) {
  return ask({"DELETE", target, {}, {}});
}

void client::interrupt() { over_->interrupt(); }

error refusal_of(const std::string& who, const http_reply& reply) {
  const auto code = reply.status == 404   ? errc::not_found
                    : reply.status == 409 ? errc::conflict
                    : reply.status == 413 ? errc::too_large
                    : reply.status == 503 ? errc::full
                                          : errc::invalid;
  json_document document;
  if (const auto* const root = document.read(reply.body))
    if (const auto* const told = member(*root, "error"); told != nullptr)
      if (auto message = text_of(*told, "message"); !message.empty())
        return {code, std::move(message), text_of(*told, "at")};
  return {code,
          who + ": HTTP " + std::to_string(reply.status) +
              " without a reason; expected a node's answer",
          {}};
}

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view kept =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string made;
  for (const char c : text) {
    if (kept.find(c) != std::string_view::npos) {
      made += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    made += '%';
    made += digits[byte >> 4U];
    made += digits[byte & 15U];
  }
  return made;
}

}  // namespace acumage::client
