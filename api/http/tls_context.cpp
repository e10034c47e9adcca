#include "api/http/tls_context.hpp"

#include "messages/file_problem.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <ctime>
#include <fstream>
#include <limits>
#include <new>
#include <string_view>

namespace acumage::api {

namespace {

error problem_of(const std::string& key, const std::string& file, const std::string& what) {
  return {errc::invalid, key + " = " + file + ": " + what, key};
}

/// The library's description of its failure: the first entry; later ones name the callers that
/// passed it on.
std::string reason_given() {
  const auto* reason = ERR_reason_error_string(ERR_peek_error());
  return reason == nullptr ? "no reason given" : reason;
}

bool has_no_pem() { return ERR_GET_REASON(ERR_peek_error()) == PEM_R_NO_START_LINE; }

status check_readable(const std::string& key, const std::string& file) {
  if (file.empty())
    return error{errc::invalid, key + ": not set; expected a file in PEM form", key};
  const int number = why_unreadable(file);
  std::ifstream from{file, std::ios::binary};
  if (number == 0 && from.peek() != std::ifstream::traits_type::eof()) return done();
  const auto why = number == 0 ? "it is empty" : file_problem(file, number);
  return problem_of(key, file, "cannot be read: " + why + "; expected a file in PEM form");
}

status load_certificate(SSL_CTX* to, const std::string& file) {
  const std::string key = "tls_certificate";
  if (auto there = check_readable(key, file); !there.ok()) return there;
  if (SSL_CTX_use_certificate_chain_file(to, file.c_str()) == 1) return done();
  return problem_of(key, file,
                    (has_no_pem() ? "holds no certificate" : reason_given()) +
                        std::string{"; expected a certificate chain in PEM form"});
}

/// Called for an encrypted key: there is no user to ask for the passphrase.
int note_encrypted(char* /*to*/, int /*size*/, int /*writing*/, void* found) {
  *static_cast<bool*>(found) = true;
  return -1;
}

status load_key(SSL_CTX* to, const tls_files& from) {
  const std::string key = "tls_key";
  if (auto there = check_readable(key, from.key); !there.ok()) return there;
  const std::unique_ptr<BIO, decltype(&BIO_free)> file{BIO_new_file(from.key.c_str(), "r"),
                                                       &BIO_free};
  bool encrypted = false;
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> read{
      PEM_read_bio_PrivateKey(file.get(), nullptr, &note_encrypted, &encrypted), &EVP_PKEY_free};
  if (encrypted)
    return problem_of(key, from.key, "is encrypted; expected a private key without passphrase");
  if (!read) return problem_of(key, from.key, "holds no private key; expected one in PEM form");
  if (X509_check_private_key(SSL_CTX_get0_certificate(to), read.get()) != 1)
    return problem_of(
        key, from.key,
        "does not belong to tls_certificate = " + from.certificate + "; expected its private key");
  if (SSL_CTX_use_PrivateKey(to, read.get()) == 1) return done();
  return problem_of(key, from.key, reason_given() + "; expected a private key that TLS can use");
}

status load_client_ca(SSL_CTX* to, const std::string& file) {
  const std::string key = "client_ca";
  if (file.empty()) return done();
  if (auto there = check_readable(key, file); !there.ok()) return there;
  auto* names = SSL_load_client_CA_file(file.c_str());
  if (names == nullptr || SSL_CTX_load_verify_locations(to, file.c_str(), nullptr) != 1) {
    sk_X509_NAME_pop_free(names, &X509_NAME_free);
    return problem_of(key, file, "holds no certificate; expected those of authorities in PEM form");
  }
  SSL_CTX_set_client_CA_list(to, names);  // it owns them now
  SSL_CTX_set_verify(to, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
  return done();
}

std::int64_t end_of(const X509* certificate) {
  std::tm when{};
  if (ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &when) != 1)
    return std::numeric_limits<std::int64_t>::max();
  return std::int64_t{::timegm(&when)} * 1'000'000;
}

std::int64_t first_end(SSL_CTX* of) {
  auto first = end_of(SSL_CTX_get0_certificate(of));
  STACK_OF(X509)* chain = nullptr;
  SSL_CTX_get0_chain_certs(of, &chain);
  for (int i = 0; i < sk_X509_num(chain); ++i)  // -1 of none
    first = std::min(first, end_of(sk_X509_value(chain, i)));
  return first;
}

}  // namespace

result<std::shared_ptr<const tls_context>> tls_context::load(const tls_files& from) {
  ERR_clear_error();
  const std::shared_ptr<SSL_CTX> made{SSL_CTX_new(TLS_server_method()), &SSL_CTX_free};
  if (!made) throw std::bad_alloc{};
  SSL_CTX_set_min_proto_version(made.get(), TLS1_2_VERSION);
  SSL_CTX_set_options(made.get(), SSL_OP_NO_RENEGOTIATION);
  // The rest of a reply may be at another address when the write is retried; idle connections
  // release memory.
  SSL_CTX_set_mode(made.get(), SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                                   SSL_MODE_RELEASE_BUFFERS);
  // Without it a client with a certificate cannot resume its session.
  constexpr std::string_view name = "acumage";
  SSL_CTX_set_session_id_context(made.get(), reinterpret_cast<const unsigned char*>(name.data()),
                                 static_cast<unsigned>(name.size()));
  auto loaded = load_certificate(made.get(), from.certificate);
  if (loaded.ok()) loaded = load_key(made.get(), from);
  if (loaded.ok()) loaded = load_client_ca(made.get(), from.client_ca);
  ERR_clear_error();
  if (!loaded.ok()) return loaded.problem();
  return std::shared_ptr<const tls_context>{new tls_context{made, first_end(made.get())}};
}

}  // namespace acumage::api
