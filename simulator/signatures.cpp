#include "simulator/signatures.hpp"

#include "simulator/errors.hpp"
#include "simulator/php_json.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <chrono>
#include <map>
#include <utility>
#include <vector>

namespace acumage::simulator {
namespace {

constexpr std::int64_t most_seconds_ahead = 600;
constexpr std::array<std::string_view, 6> required{"oauth_consumer_key",     "oauth_signature",
                                                   "oauth_signature_method", "oauth_nonce",
                                                   "oauth_timestamp",        "oauth_token"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// PHP's rawurldecode().
std::string decoded(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned byte = 0;
    const auto* from = text.data() + i + 1;
    if (text[i] == '%' && i + 2 < text.size() &&
        std::from_chars(from, from + 2, byte, 16).ptr == from + 2) {
      plain += static_cast<char>(byte);
      i += 2;
    } else {
      plain += text[i];
    }
  }
  return plain;
}

/// PHP's rawurlencode().
std::string encoded(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0 ||
        std::string_view{"-._~"}.find(c) != std::string_view::npos) {
      result += c;
      continue;
    }
    std::array<char, 2> hex{};
    const auto byte = static_cast<unsigned char>(c);
    for (std::size_t i = 0; i < 2; ++i) hex.at(i) = "0123456789ABCDEF"[(byte >> (4 - 4 * i)) & 15U];
    result += '%';
    result.append(hex.data(), hex.size());
  }
  return result;
}

/// PHP's strnatcmp(), in which the store sorts: digits count as numbers, so "%5B2" comes before
/// "%5B10".
bool natural_less(std::string_view left, std::string_view right) {
  while (!left.empty() && !right.empty()) {
    if (is_digit(left.front()) && is_digit(right.front())) {
      const auto number = [](std::string_view& text) {
        std::size_t length = 0;
        while (length < text.size() && is_digit(text[length])) ++length;
        auto digits = text.substr(0, length);
        text.remove_prefix(length);
        while (digits.size() > 1 && digits.front() == '0') digits.remove_prefix(1);
        return digits;
      };
      const auto a = number(left);
      const auto b = number(right);
      if (a != b) return a.size() != b.size() ? a.size() < b.size() : a < b;
      continue;
    }
    if (left.front() != right.front()) return left.front() < right.front();
    left.remove_prefix(1);
    right.remove_prefix(1);
  }
  return left.size() < right.size();
}

using fields = std::map<std::string, std::string>;

/// `OAuth name="value", …`; other things in the header are passed over.
fields read_header(std::string_view header) {
  fields found;
  header.remove_prefix(std::min<std::size_t>(header.size(), 6));
  while (!header.empty()) {
    const auto part = header.substr(0, header.find(','));
    header.remove_prefix(std::min(header.size(), part.size() + 1));
    const auto name_at = part.find_first_not_of(' ');
    const auto equals = part.find('=');
    const auto open = part.find('"');
    const auto close = part.rfind('"');
    if (name_at == std::string_view::npos || equals == std::string_view::npos || close == open)
      continue;
    found[std::string{part.substr(name_at, equals - name_at)}] =
        decoded(part.substr(open + 1, close - open - 1));
  }
  return found;
}

/// What the store believes was signed. A parameter without '=' is passed over, as it does.
std::string base_string(const request& what, const fields& header) {
  std::vector<std::pair<std::string, std::string>> all;
  for (const auto& [name, value] : header)
    if (name != "oauth_signature") all.emplace_back(encoded(name), encoded(value));
  auto query = what.target.substr(what.path().size());
  while (!query.empty()) {
    query.remove_prefix(1);  // '?' or '&'
    const auto part = query.substr(0, query.find('&'));
    query.remove_prefix(part.size());
    if (const auto equals = part.find('='); equals != std::string_view::npos)
      all.emplace_back(encoded(decoded(part.substr(0, equals))),
                       encoded(decoded(part.substr(equals + 1))));
  }
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
    return a.first == b.first ? natural_less(a.second, b.second) : natural_less(a.first, b.first);
  });
  std::string joined;
  for (const auto& [name, value] : all)
    joined.append(joined.empty() ? "" : "&").append(name).append("=").append(value);
  const auto address = "http://" + std::string{what.host} + std::string{what.path()};
  return std::string{what.method} + '&' + encoded(address) + '&' + encoded(joined);
}

std::string signature(const std::string& text, const oauth_integration& by) {
  const auto key = encoded(by.consumer_secret) + '&' + encoded(by.token_secret);
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
       reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data(), &size);
  std::array<unsigned char, 96> base64{};
  const auto length = EVP_EncodeBlock(base64.data(), digest.data(), static_cast<int>(size));
  return {base64.begin(), base64.begin() + length};
}

answer fields_missing(const fields& header) {
  std::string list;
  for (const auto name : required)
    if (!header.contains(std::string{name}))
      list +=
          std::string{list.empty() ? "" : ","} +
          R"({"message":"\"%fieldName\" is required. Enter and try again.","parameters":{"fieldName":)" +
          php_string(name) + "}}";
  auto made = refusal(400, "One or more input exceptions have occurred.");
  made.body.pop_back();
  made.body += ",\"errors\":[" + list + "]}";
  return made;
}

answer refusal_of(int status, std::string_view message, std::string_view parameter) {
  auto made = refusal(status, message);
  made.body.pop_back();
  made.body += ",\"parameters\":[" + php_string(parameter) + "]}";
  return made;
}

bool is_too_early(const std::string& timestamp) {
  std::int64_t seconds = 0;
  const auto end = std::from_chars(timestamp.data(), timestamp.data() + timestamp.size(), seconds);
  if (end.ec != std::errc{} || seconds <= 0) return true;
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return seconds >
         std::chrono::duration_cast<std::chrono::seconds>(now).count() + most_seconds_ahead;
}

}  // namespace

bool claims_signature(std::string_view authorization) {
  constexpr std::string_view scheme = "oauth ";
  return authorization.size() > scheme.size() &&
         std::equal(scheme.begin(), scheme.end(), authorization.begin(), [](char small, char any) {
           return small == std::tolower(static_cast<unsigned char>(any));
         });
}

bool signature_check::is_used(const std::string& nonce) {
  const std::lock_guard lock{mutex_};
  return !nonces_.insert(nonce).second;
}

std::optional<answer> signature_check::refuse(const request& what) {
  const auto header = read_header(what.authorization);
  const auto is_missing = [&](auto name) { return !header.contains(std::string{name}); };
  if (std::any_of(required.begin(), required.end(), is_missing)) return fields_missing(header);
  if (const auto& method = header.at("oauth_signature_method"); method != "HMAC-SHA256")
    return refusal_of(400, "Signature method %1 is not supported", method);
  if (header.at("oauth_consumer_key") != known_.consumer_key)
    return refusal(401, "A consumer having the specified key does not exist");
  if (is_too_early(header.at("oauth_timestamp")))
    return refusal(401, "An error occurred validating the nonce");
  if (is_used(header.at("oauth_nonce")))
    return refusal_of(401, "The nonce is already being used by the consumer with ID %1", "1");
  if (header.at("oauth_token") != known_.token)
    return refusal(401, "Specified token does not exist");
  if (header.at("oauth_signature") != signature(base_string(what, header), known_))
    return refusal(401, "The signature is invalid. Verify and try again.");
  return std::nullopt;
}

}  // namespace acumage::simulator
