// The client of client.hpp inside TLS, and files with the certificates of one test.
#pragma once

#include "client.hpp"
#include "tests/support/certificates.hpp"
#include "tests/support/temp_dir.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <fstream>
#include <memory>
#include <string>
#include <string_view>

namespace acumage::tests {

/// A certificate and its key as files.
class certificate_files {
 public:
  std::string chain(const std::string& name, const certificate& of) const {
    return written(name + ".pem", of.pem());
  }
  std::string key(const std::string& name, const certificate& of) const {
    return written(name + ".key", of.key_pem());
  }
  std::string written(const std::string& name, std::string_view text) const {
    const auto path = (folder_ / name).string();
    std::ofstream{path, std::ios::binary} << text;
    return path;
  }

 private:
  temp_dir folder_;
};

struct tls_identity {
  const certificate* own = nullptr;
  int newest = TLS1_3_VERSION;
};

class tls_client : public client {
 public:
  tls_client(std::uint16_t port, const certificate& trusted, tls_identity with = {})
      : client{port},
        context_{SSL_CTX_new(TLS_client_method()), &SSL_CTX_free},
        session_{nullptr, &SSL_free} {
    SSL_CTX_set_security_level(context_.get(), 0);  // so that old versions can be offered at all
    SSL_CTX_set_min_proto_version(context_.get(), TLS1_VERSION);
    SSL_CTX_set_max_proto_version(context_.get(), with.newest);
    X509_STORE_add_cert(SSL_CTX_get_cert_store(context_.get()), trusted.x509.get());
    SSL_CTX_set_verify(context_.get(), SSL_VERIFY_PEER, nullptr);
    if (with.own != nullptr) {
      SSL_CTX_use_certificate(context_.get(), with.own->x509.get());
      SSL_CTX_use_PrivateKey(context_.get(), with.own->key.get());
    }
    session_.reset(SSL_new(context_.get()));
    SSL_set_fd(session_.get(), number());
    const int result = SSL_connect(session_.get());
    connected_ = result == 1;
    if (!connected_) end_ = SSL_get_error(session_.get(), result);
  }
  tls_client(tls_client&&) = delete;
  ~tls_client() override { session_.reset(); }

  /// With TLS 1.3 a client learns only later that its certificate was refused.
  bool connected() const { return connected_; }
  /// How the handshake, or the last read, ended: SSL_ERROR_ZERO_RETURN after a farewell.
  int end() const { return end_; }

 protected:
  ssize_t put_some(std::string_view bytes) override {
    return SSL_write(session_.get(), bytes.data(), static_cast<int>(bytes.size()));
  }
  ssize_t get_some(char* to, std::size_t size) override {
    if (!connected_) return -1;
    ERR_clear_error();
    const int got = SSL_read(session_.get(), to, static_cast<int>(size));
    end_ = SSL_get_error(session_.get(), got);
    return got;
  }

 private:
  std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context_;
  std::unique_ptr<SSL, decltype(&SSL_free)> session_;
  bool connected_ = false;
  int end_ = SSL_ERROR_NONE;
};

}  // namespace acumage::tests
