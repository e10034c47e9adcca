#include "certificates.hpp"

#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdexcept>

namespace acumage::tests {

namespace {

void must(bool done) {
  if (!done) throw std::runtime_error{"certificates: OpenSSL refused"};
}

void extend(X509* to, X509* issuer, int what, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, to, nullptr, nullptr, 0);
  auto* extension = X509V3_EXT_conf_nid(nullptr, &context, what, value.c_str());
  must(extension != nullptr && X509_add_ext(to, extension, -1) == 1);
  X509_EXTENSION_free(extension);
}

certificate blank(const std::string& name, long serial, validity when) {
  certificate made;
  made.key = {EVP_EC_gen("P-256"), &EVP_PKEY_free};
  made.x509 = {X509_new(), &X509_free};
  must(made.key && made.x509);
  auto* x509 = made.x509.get();
  must(X509_set_version(x509, 2) == 1);
  ASN1_INTEGER_set(X509_get_serialNumber(x509), serial);
  constexpr long day = 86400;
  X509_gmtime_adj(X509_getm_notBefore(x509), -10 * day);
  X509_gmtime_adj(X509_getm_notAfter(x509), when == validity::now    ? day
                                            : when == validity::over ? -day
                                                                     : 365 * day);
  X509_set_pubkey(x509, made.key.get());
  const auto* text = reinterpret_cast<const unsigned char*>(name.c_str());
  must(X509_NAME_add_entry_by_txt(X509_get_subject_name(x509), "CN", MBSTRING_UTF8, text, -1, -1,
                                  0) == 1);
  return made;
}

std::string text_in(BIO* from) {
  char* data = nullptr;
  const auto size = BIO_get_mem_data(from, &data);
  return {data, static_cast<std::size_t>(size)};
}

}  // namespace

std::string certificate::pem() const {
  const std::shared_ptr<BIO> out{BIO_new(BIO_s_mem()), &BIO_free};
  must(PEM_write_bio_X509(out.get(), x509.get()) == 1);
  return text_in(out.get());
}

std::string certificate::key_pem() const {
  const std::shared_ptr<BIO> out{BIO_new(BIO_s_mem()), &BIO_free};
  must(PEM_write_bio_PrivateKey(out.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1);
  return text_in(out.get());
}

certificate make_authority(const std::string& name) {
  auto made = blank(name, 1, validity::now);
  auto* x509 = made.x509.get();
  X509_set_issuer_name(x509, X509_get_subject_name(x509));
  extend(x509, x509, NID_basic_constraints, "critical,CA:TRUE");
  extend(x509, x509, NID_key_usage, "critical,keyCertSign");
  must(X509_sign(x509, made.key.get(), EVP_sha256()) > 0);
  return made;
}

certificate make_server(const certificate& authority, const std::string& names, validity when) {
  auto made = blank("store", 2, when);
  auto* x509 = made.x509.get();
  X509_set_issuer_name(x509, X509_get_subject_name(authority.x509.get()));
  extend(x509, authority.x509.get(), NID_subject_alt_name, names);
  must(X509_sign(x509, authority.key.get(), EVP_sha256()) > 0);
  return made;
}

}  // namespace acumage::tests
