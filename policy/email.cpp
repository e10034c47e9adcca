#include "policy/email.hpp"

#include <algorithm>
#include <cstddef>

namespace acumage::policy {

namespace {

constexpr std::size_t longest = 255;       // the store's column, bytes
constexpr std::size_t longest_local = 64;  // RFC 5321, 4.5.3.1.1
constexpr std::size_t longest_label = 63;  // RFC 1035, 2.3.4

bool beyond_ascii(char c) { return (static_cast<unsigned char>(c) & 0x80U) != 0; }

bool alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// RFC 5322, 3.2.3: the characters of an atom, and the dots between atoms.
bool is_local(std::string_view text) {
  static constexpr std::string_view signs = "!#$%&'*+-/=?^_`{|}~.";
  const auto fits = [](char c) {
    return alphanumeric(c) || beyond_ascii(c) || signs.find(c) != std::string_view::npos;
  };
  return !text.empty() && text.size() <= longest_local && text.front() != '.' &&
         text.back() != '.' && text.find("..") == std::string_view::npos &&
         std::all_of(text.begin(), text.end(), fits);
}

bool is_label(std::string_view text) {
  const auto fits = [](char c) { return alphanumeric(c) || beyond_ascii(c) || c == '-'; };
  return !text.empty() && text.size() <= longest_label && text.front() != '-' &&
         text.back() != '-' && std::all_of(text.begin(), text.end(), fits);
}

bool is_domain(std::string_view text) {
  if (text.find('.') == std::string_view::npos) return false;  // a local network name (T:534)
  for (;;) {
    const auto dot = text.find('.');
    if (!is_label(text.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    text.remove_prefix(dot + 1);
  }
}

}  // namespace

std::string email_problem(std::string_view text) {
  if (text.empty()) return "Email: empty; expected an address";
  const auto quoted = "Email: \"" + std::string{text.substr(0, longest)} + "\" ";
  if (text.size() > longest) return quoted + "… is longer than the 255 bytes that the store keeps";
  const auto at = text.rfind('@');
  if (at == std::string_view::npos || !is_local(text.substr(0, at)) ||
      !is_domain(text.substr(at + 1)))
    return quoted + "is no e-mail address; expected one such as ada@example.com";
  return {};
}

}  // namespace acumage::policy
