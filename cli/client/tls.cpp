#include "cli/client/tls.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <array>
#include <memory>

namespace acumage::client {

namespace {

template <class T, void (*Free)(T*)>
struct freed {
  void operator()(T* it) const { Free(it); }
};
using certificate_handle = std::unique_ptr<X509, freed<X509, &X509_free>>;
using key_handle = std::unique_ptr<EVP_PKEY, freed<EVP_PKEY, &EVP_PKEY_free>>;
using file_handle = std::unique_ptr<BIO, freed<BIO, &BIO_free_all>>;

certificate_handle read_certificate(const std::string& file) {
  const file_handle from{BIO_new_file(file.c_str(), "r")};
  return certificate_handle{from ? PEM_read_bio_X509(from.get(), nullptr, nullptr, nullptr)
                                 : nullptr};
}

key_handle read_key(const std::string& file) {
  const file_handle from{BIO_new_file(file.c_str(), "r")};
  return key_handle{from ? PEM_read_bio_PrivateKey(from.get(), nullptr, nullptr, nullptr)
                         : nullptr};
}

}  // namespace

result<std::string> key_in(const std::string& certificate) {
  const auto read = read_certificate(certificate);
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  unsigned char* key = nullptr;
  const int length = read ? i2d_X509_PUBKEY(X509_get_X509_PUBKEY(read.get()), &key) : -1;
  const std::unique_ptr<unsigned char, void (*)(unsigned char*)> owner{
      key, [](unsigned char* it) { OPENSSL_free(it); }};
  if (length <= 0 || EVP_Digest(key, static_cast<std::size_t>(length), digest.data(), &size,
                                EVP_sha256(), nullptr) != 1)
    return error{
        errc::invalid, certificate + ": cannot be used; expected a certificate in PEM form", {}};
  std::array<unsigned char, 64> text{};
  EVP_EncodeBlock(text.data(), digest.data(), static_cast<int>(size));
  return "sha256//" + std::string{reinterpret_cast<const char*>(text.data())};
}

status check_identity(const std::string& certificate, const std::string& key) {
  const auto shown = read_certificate(certificate);
  const auto own = read_key(key);
  if (shown && own && X509_check_private_key(shown.get(), own.get()) == 1) return done();
  return error{
      errc::invalid,
      certificate + ", " + key + ": cannot be used; expected a certificate and its key in PEM form",
      {}};
}

}  // namespace acumage::client
