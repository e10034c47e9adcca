// Where Acumatica is, and how to sign in there.
#pragma once

#include "http/client.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace acumage::erp {

/// oauth: a bearer token for everything. password: a cookie session for the REST API, HTTP Basic
/// for OData.
enum class sign_in : std::uint8_t { oauth, password };

enum class odata : std::uint8_t { v4, v3 };

struct options {
  std::string url = {};     ///< https://erp.example.com/northwind
  std::string tenant = {};  ///< the login name of the tenant
  sign_in auth = sign_in::oauth;
  std::string client_id = {};  ///< <guid>@<tenant>
  std::string client_secret = {};
  std::string username = {};
  std::string password = {};
  std::string endpoint = "Default/25.200.001";
  odata protocol = odata::v4;
  std::string time_zone = {};  ///< "Europe/Berlin": the zone of times that carry none
  int requests_per_minute = 40;
  std::chrono::milliseconds connect_timeout{10'000};
  std::chrono::milliseconds read_timeout{600'000};  ///< Acumatica holds a request for 10 minutes
  std::string ca_file = {};                         ///< this and the next five: as http::options
  http::peer_check check = http::peer_check::certificate;
  std::string pinned_key = {};
  std::string own_certificate = {};
  std::string own_key = {};
  std::optional<std::string> proxy = std::string{};
  /// Keeps what signs out the open sessions, so that the next start can; empty: kept nowhere.
  std::filesystem::path session_file = {};
  std::size_t max_body = 64U << 20U;
  std::string user_agent = "Acumage";
  std::function<std::chrono::system_clock::time_point()> now = std::chrono::system_clock::now;
};

}  // namespace acumage::erp
