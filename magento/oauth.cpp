#include "magento/oauth.hpp"

#include "messages/percent_encoding.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <algorithm>
#include <array>
#include <cassert>
#include <string_view>
#include <utility>
#include <vector>

namespace acumage::magento {

namespace {

using parameters = std::vector<std::pair<std::string, std::string>>;

/// All except the signature itself, in the order of their names.
parameters protocol_parameters(const oauth_secrets& secrets, const oauth_stamp& stamp) {
  return {{"oauth_consumer_key", secrets.consumer_key},
          {"oauth_nonce", stamp.nonce},
          {"oauth_signature_method", "HMAC-SHA256"},
          {"oauth_timestamp", std::to_string(stamp.timestamp)},
          {"oauth_token", secrets.token},
          {"oauth_version", "1.0"}};
}

void add_query(parameters& to, std::string_view query) {
  while (!query.empty()) {
    const auto part = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(query.size(), part.size() + 1));
    if (part.empty()) continue;
    const auto equals = std::min(part.find('='), part.size());
    to.emplace_back(percent_decoded(part.substr(0, equals)),
                    percent_decoded(part.substr(std::min(part.size(), equals + 1))));
  }
}

/// Encoded, sorted by bytes and joined (RFC 5849, 3.4.1.3.2).
std::string normalised(parameters all) {
  for (auto& [name, value] : all) {
    name = percent_encoded(name);
    value = percent_encoded(value);
  }
  std::sort(all.begin(), all.end());
  std::string text;
  for (const auto& [name, value] : all) text += (text.empty() ? "" : "&") + name + "=" + value;
  return text;
}

/// Scheme and host are case-insensitive (RFC 5849, 3.4.1.2).
std::string lower(std::string text) {
  for (auto& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

std::string base64(const unsigned char* data, std::size_t size) {
  std::vector<unsigned char> text((size + 2) / 3 * 4 + 1);
  const auto length = EVP_EncodeBlock(text.data(), data, static_cast<int>(size));
  return {text.begin(), text.begin() + length};
}

}  // namespace

std::string oauth_base_string(const oauth_call& what, const oauth_secrets& secrets,
                              const oauth_stamp& stamp) {
  const auto mark = std::min(what.target.find('?'), what.target.size());
  auto all = protocol_parameters(secrets, stamp);
  add_query(all, std::string_view{what.target}.substr(std::min(what.target.size(), mark + 1)));
  return what.method + "&" + percent_encoded(lower(what.base) + what.target.substr(0, mark)) + "&" +
         percent_encoded(normalised(std::move(all)));
}

std::string oauth_signature(const oauth_call& what, const oauth_secrets& secrets,
                            const oauth_stamp& stamp) {
  const auto text = oauth_base_string(what, secrets, stamp);
  const auto key =
      percent_encoded(secrets.consumer_secret) + "&" + percent_encoded(secrets.token_secret);
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  const auto* done =
      HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
           reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data(), &size);
  assert(done != nullptr);
  return done == nullptr ? std::string{} : base64(digest.data(), size);
}

std::string oauth_header(const oauth_call& what, const oauth_secrets& secrets,
                         const oauth_stamp& stamp) {
  auto all = protocol_parameters(secrets, stamp);
  all.emplace_back("oauth_signature", oauth_signature(what, secrets, stamp));
  std::string text;
  for (const auto& [name, value] : all)
    text += (text.empty() ? "OAuth " : ",") + name + "=\"" + percent_encoded(value) + '"';
  return text;
}

}  // namespace acumage::magento
