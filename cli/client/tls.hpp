// What a command proves of a listener whose certificate the settings name, and shows of itself.
#pragma once

#include "messages/result.hpp"

#include <string>

namespace acumage::client {

/// The key in a certificate (PEM file) as http::options::pinned_key. errc::invalid when it cannot be read.
result<std::string> key_in(const std::string& certificate);

/// errc::invalid when the files hold no certificate and the key to it in PEM form.
status check_identity(const std::string& certificate, const std::string& key);

}  // namespace acumage::client
