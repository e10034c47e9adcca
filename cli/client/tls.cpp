#include "cli/client/tls.hpp"

#include <netdb.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>

#include <array>
#include <memory>
#include <string_view>

namespace acumage::client {

namespace {

/// A name that the certificate is for: a wildcard's star stands for any word.
std::string name_in(X509* certificate) {
  const std::unique_ptr<GENERAL_NAMES, decltype(&GENERAL_NAMES_free)> names{
      static_cast<GENERAL_NAMES*>(
          X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)),
      &GENERAL_NAMES_free};
  std::string found;
  for (int i = 0; i < sk_GENERAL_NAME_num(names.get()) && found.empty(); ++i) {
    const auto* each = sk_GENERAL_NAME_value(names.get(), i);
    if (each->type != GEN_DNS) continue;
    const auto* text = each->d.dNSName;
    found.assign(reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
                 static_cast<std::size_t>(ASN1_STRING_length(text)));
  }
  for (int i = 0; i < sk_GENERAL_NAME_num(names.get()) && found.empty(); ++i) {
    const auto* each = sk_GENERAL_NAME_value(names.get(), i);
    if (each->type != GEN_IPADD || ASN1_STRING_length(each->d.iPAddress) != 4) continue;
    const auto* bytes = ASN1_STRING_get0_data(each->d.iPAddress);
    for (int part = 0; part < 4; ++part)
      found += (part == 0 ? "" : ".") + std::to_string(bytes[part]);
  }
  if (found.empty()) {
    std::array<char, 256> text{};
    const int size = X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_commonName,
                                               text.data(), static_cast<int>(text.size()));
    if (size > 0) found.assign(text.data(), static_cast<std::size_t>(size));
  }
  if (found.starts_with("*.")) found.replace(0, 1, "any");
  return found;
}

result<std::string> certificate_name(const std::string& file) {
  const std::unique_ptr<BIO, decltype(&BIO_free)> from{BIO_new_file(file.c_str(), "r"), &BIO_free};
  const std::unique_ptr<X509, decltype(&X509_free)> read{
      from ? PEM_read_bio_X509(from.get(), nullptr, nullptr, nullptr) : nullptr, &X509_free};
  if (!read)
    return error{errc::invalid,
                 file + ": no certificate can be read; expected the listener's, in PEM form",
                 {}};
  auto name = name_in(read.get());
  const bool fits = !name.empty() && name.find_first_of("/?#@: ") == std::string::npos;
  if (fits) return name;
  return error{errc::invalid, file + ": the certificate names no host; expected one", {}};
}

result<std::string> address_of(const std::string& host) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* raw = nullptr;
  const int failed = ::getaddrinfo(host.c_str(), nullptr, &hints, &raw);
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> found{raw, &::freeaddrinfo};
  std::array<char, NI_MAXHOST> text{};
  if (failed == 0 && found &&
      ::getnameinfo(found->ai_addr, found->ai_addrlen, text.data(), text.size(), nullptr, 0,
                    NI_NUMERICHOST) == 0)
    return std::string{text.data()};
  return error{errc::unavailable, host + ": no address; expected the node's host", {}};
}

}  // namespace

result<reached_url> url_to_reach(const std::string& url, const std::string& certificate) {
  constexpr std::string_view scheme = "https://";
  if (certificate.empty() || !url.starts_with(scheme)) return reached_url{url, {}, {}, {}, {}};
  const auto authority = url.substr(scheme.size());
  const bool bracketed = authority.starts_with('[');
  const auto colon = bracketed ? authority.find("]:") : authority.find(':');
  const auto port_at = colon == std::string::npos ? authority.size() : colon + (bracketed ? 1 : 0);
  auto host = authority.substr(0, port_at);
  const auto port = authority.substr(port_at);
  if (bracketed && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  auto name = certificate_name(certificate);
  if (!name) return name.problem();
  auto address = address_of(host);
  if (!address) return address.problem();
  const auto reached = std::string{scheme} + *name + port;
  return reached_url{reached, certificate, std::move(*name), std::move(*address), authority};
}

}  // namespace acumage::client
