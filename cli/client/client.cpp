#include "cli/client/client.hpp"

#include "api/body_signature.hpp"
#include "cli/client/json.hpp"
#include "cli/client/tls.hpp"
#include "messages/file_problem.hpp"
#include "messages/key.hpp"

#include <httplib.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

#include <charconv>
#include <fstream>
#include <iterator>
#include <utility>

namespace acumage::client {

namespace {

/// Where to knock for a listener that stands at `address`.
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
                 std::string{from.section} + ".port = 0: any free one; expected " + from.flag +
                     " URL, with the port that the node printed at its start",
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
std::string words_of(httplib::Error problem) {
  switch (problem) {
    case httplib::Error::Connection: return "nobody listens there";
    case httplib::Error::ConnectionTimeout: return "no connection in time";
    case httplib::Error::Read: return "the connection ended without an answer";
    case httplib::Error::Write: return "the connection broke";
    case httplib::Error::SSLConnection:
      return "no TLS connection (is it https, does it ask for ours?)";
    case httplib::Error::SSLServerVerification: return "its certificate is not the one expected";
    default: return "no answer (" + httplib::to_string(problem) + ")";
  }
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

class client::connection {
 public:
  connection(const reached_url& where, const tls_identity& own, patience waits)
      : http_{where.url, own.certificate, own.key} {
    if (!where.certificate.empty() && sound()) {
      http_.set_hostname_addr_map({{where.name, where.address}});
      http_.set_ca_cert_path(where.certificate);
      // The certificate is trusted itself, whoever has signed it.
      X509_STORE_set_flags(SSL_CTX_get_cert_store(http_.ssl_context()), X509_V_FLAG_PARTIAL_CHAIN);
      http_.set_default_headers({{"Host", where.host}});
    }
    http_.set_tcp_nodelay(true);
    http_.set_keep_alive(true);
    http_.set_connection_timeout(waits.to_connect);
    http_.set_read_timeout(waits.to_answer);
    http_.set_write_timeout(waits.to_answer);
  }

  bool sound() const { return http_.is_valid(); }
  void interrupt() { http_.stop(); }

  template <class Ask>
  result<http_reply> ask(const std::string& url, Ask request) {
    const auto answer = request(http_);
    if (!answer)
      return error{errc::unavailable,
                   url + ": " + words_of(answer.error()) + "; expected a running node",
                   {}};
    http_reply made{answer->status, answer->body, std::nullopt};
    const auto after = answer->get_header_value("Retry-After");
    int seconds = 0;
    const auto read = std::from_chars(after.data(), after.data() + after.size(), seconds);
    if (read.ec == std::errc{} && seconds >= 0) made.retry_after = std::chrono::seconds{seconds};
    return made;
  }

 private:
  httplib::Client http_;
};

client::client(endpoint where, std::unique_ptr<connection> over)
    : where_{std::move(where)}, over_{std::move(over)} {}
client::~client() = default;

result<std::unique_ptr<client>> client::to(endpoint where, patience waits) {
  const auto scheme = where.url.find("://");
  const bool bare = scheme != std::string::npos && where.url.size() > scheme + 3 &&
                    where.url.find_first_of("/?#@", scheme + 3) == std::string::npos;
  const bool known = where.url.starts_with("http://") || where.url.starts_with("https://");
  std::unique_ptr<connection> over;
  if (bare && known) {
    const auto reached = url_to_reach(where.url, where.certificate);
    if (!reached) return reached.problem();
    over = std::make_unique<connection>(*reached, where.own, waits);
  }
  if (over && !over->sound() && !where.own.certificate.empty())
    return error{errc::invalid,
                 where.own.certificate + ", " + where.own.key +
                     ": cannot be used; expected a certificate and its key in PEM form",
                 {}};
  if (!over || !over->sound())
    return error{errc::invalid, where.url + ": no address; expected http://host:port", {}};
  return std::unique_ptr<client>{new client{std::move(where), std::move(over)}};
}

result<http_reply> client::get(const std::string& target) {
  return over_->ask(where_.url, [&](httplib::Client& http) {
    httplib::Headers headers;
    if (!where_.header_name.empty()) headers.emplace(where_.header_name, where_.header_value);
    return http.Get(target.c_str(), headers);
  });
}

result<http_reply> client::post(const std::string& target, const std::string& body,
                                const std::string& content_type) {
  return over_->ask(where_.url, [&](httplib::Client& http) {
    httplib::Headers headers;
    if (!where_.header_name.empty()) headers.emplace(where_.header_name, where_.header_value);
    if (!where_.hmac_secret.empty())
      headers.emplace(api::signature_header, api::body_signature(body, where_.hmac_secret));
    return http.Post(target.c_str(), headers, body, content_type.c_str());
  });
}

result<http_reply> client::put(const std::string& target, const std::string& json) {
  return over_->ask(where_.url, [&](httplib::Client& http) {
    httplib::Headers headers;
    if (!where_.header_name.empty()) headers.emplace(where_.header_name, where_.header_value);
    return http.Put(target.c_str(), headers, json, "application/json");
  });
}

result<http_reply> client::remove(const std::string& target) {
  return over_->ask(where_.url, [&](httplib::Client& http) {
    httplib::Headers headers;
    if (!where_.header_name.empty()) headers.emplace(where_.header_name, where_.header_value);
    return http.Delete(target.c_str(), headers);
  });
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
