// How a simulated ERP is set up; the defaults are a trial licence with one tenant's data and no pushes.
#pragma once

#include "simulator/acumatica/access/licence.hpp"
#include "simulator/acumatica/moments.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace acumage::simulator::acumatica {

/// Where notifications go (SM302000) and how its sender behaves.
struct push_options {
  std::string url = {};  ///< http://host:port/path; empty: none are made, unless `receive` is set
  std::string header = "X-Acumage-Key";
  std::string secret = {};
  /// Instead of `url`: called with each attempt's body; the answer's status.
  std::function<int(const std::string& body)> receive = {};
  int attempts = 5;
  std::chrono::milliseconds between_attempts{
      200};  ///< real time; Acumatica's is not known (PULL 9)
  std::size_t most_characters =
      500'000;  ///< longer texts are truncated in the table of failed pushes
  /// A draw decides which of the waiting notifications goes next; 0: in the order of commits.
  std::uint64_t shuffle_seed = 0;
  /// Fields of an update that did not change are null in both arrays, as attributes are.
  bool null_unchanged = false;
};

struct options {
  std::uint16_t port = 0;  ///< on 127.0.0.1; 0: any
  std::string instance = "northwind";
  std::string tenant = "Northwind";
  /// false: any name of a tenant is taken, as on a site with a single one.
  bool several_tenants = true;
  std::string default_tenant = "Company";  ///< where a stale map lands; it is empty
  std::string user = "api";
  std::string password = "erp-password";
  std::string client_id = "5F0D6F3E-6C1A-4B43-9A55-2F3F8D1E7A10@Northwind";
  std::string client_secret = "erp-client-secret";
  std::string endpoint = "25.200.001";
  /// The list of endpoints as before 26.x: a bare array.
  bool old_endpoint_list = false;
  int wrong_password_status = 400;
  std::chrono::seconds session_idle{600};
  std::chrono::seconds token_life{3600};
  time_zone zone{std::chrono::minutes{60}, true};
  licence_terms licence = {};
  push_options push = {};
  /// Called for every request while it runs, outside all locks, with its name as counted.
  std::function<void(std::string_view route)> on_request = {};
  /// Called between a page of an inquiry and the sending of it.
  std::function<void(std::string_view route, std::size_t rows)> after_page = {};
};

}  // namespace acumage::simulator::acumatica
