// Checks the signatures of requests like the store: OAuth 1.0a with HMAC-SHA256 (REST.md 1.4).
#pragma once

#include "simulator/http/exchange.hpp"

#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace acumage::simulator {

/// The four secrets of an integration.
struct oauth_integration {
  std::string consumer_key = "simulator-consumer-key";
  std::string consumer_secret = "simulator-consumer-secret";
  std::string token = "simulator-oauth-token";
  std::string token_secret = "simulator-oauth-token-secret";
};

/// Whether the header contains a signature, valid or not.
bool claims_signature(std::string_view authorization);

/// Remembers used nonces. Thread-safe.
class signature_check {
 public:
  explicit signature_check(oauth_integration known) : known_{std::move(known)} {}

  /// The store's refusal; none when the signature is valid. A nonce is used up even by a request
  /// with a wrong signature (row 920).
  std::optional<answer> refuse(const request& what);

 private:
  bool is_used(const std::string& nonce);

  oauth_integration known_;
  std::mutex mutex_;
  std::set<std::string> nonces_;  // guarded by mutex_
};

}  // namespace acumage::simulator
