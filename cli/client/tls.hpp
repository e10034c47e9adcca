// How a command verifies the certificate of a listener, and how it authenticates itself.
#pragma once

#include "messages/result.hpp"

#include <string>

namespace acumage::client {

/// The key in a certificate (PEM file) as http::options::pinned_key. errc::invalid if it cannot be
/// read.
result<std::string> key_in(const std::string& certificate);

/// errc::invalid unless the files contain a certificate and its key in PEM form.
status check_identity(const std::string& certificate, const std::string& key);

}  // namespace acumage::client
