// Certificates made for one test: an authority and what it signs.
#pragma once

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>
#include <string>

namespace acumage::tests {

struct certificate {
  std::shared_ptr<X509> x509;
  std::shared_ptr<EVP_PKEY> key;
  std::string pem() const;
  std::string key_pem() const;
};

enum class validity { now, over, long_time };  ///< now: for a day

certificate make_authority(const std::string& name);
/// `names` as OpenSSL writes a subjectAltName: "DNS:localhost,IP:127.0.0.1".
certificate make_server(const certificate& authority, const std::string& names,
                        validity when = validity::now);

}  // namespace acumage::tests
