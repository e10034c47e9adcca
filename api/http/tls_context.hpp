// The certificates of a listener, loaded and checked before it listens.
#pragma once

#include "messages/result.hpp"

#include <cstdint>
#include <memory>
#include <string>

struct ssl_ctx_st;

namespace acumage::api {

/// PEM files, named like the keys of the settings.
struct tls_files {
  std::string certificate = {};  ///< the chain, the listener's own first
  std::string key = {};          ///< its private key, without a passphrase
  std::string client_ca =
      {};  ///< what a client's certificate must lead to; empty: none is required

  bool wanted() const { return !certificate.empty() || !key.empty() || !client_ca.empty(); }
};

/// TLS 1.2 and 1.3. Shared by the sessions of a listener, which keep the parts they need alive.
class tls_context {
 public:
  /// errc::invalid names the file, what is wrong with it, and in `at` the key: tls_certificate, tls_key or
  /// client_ca.
  static result<std::shared_ptr<const tls_context>> load(const tls_files& from);

  ssl_ctx_st* get() const { return context_.get(); }
  /// When the first certificate of the chain expires, microseconds since 1970.
  std::int64_t expires_us() const { return expires_us_; }

 private:
  tls_context(std::shared_ptr<ssl_ctx_st> context, std::int64_t expires_us)
      : context_{std::move(context)}, expires_us_{expires_us} {}

  std::shared_ptr<ssl_ctx_st> context_;
  std::int64_t expires_us_;
};

}  // namespace acumage::api
