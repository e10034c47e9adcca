// A small Acumatica for tests: sessions as the real one keeps them, data as the test has it.
#pragma once

#include "erp/options.hpp"

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace acumage::tests {

struct erp_request {
  std::string method;
  std::string target;                             ///< as it came
  std::string path;                               ///< decoded
  std::map<std::string, std::string> parameters;  ///< decoded
  std::string authorization;
  std::string cookie;
  std::string content_length;
  std::string body;

  std::string parameter(const std::string& name) const {
    const auto found = parameters.find(name);
    return found == parameters.end() ? std::string{} : found->second;
  }
};

struct erp_answer {
  int status = 200;
  std::string body = {};
  std::string type = "application/json; charset=utf-8";
  std::vector<std::pair<std::string, std::string>> headers = {};
};

class erp_server {
 public:
  using script = std::function<erp_answer(const erp_request&)>;

  /// `data` answers what needs a session. It gets only requests with a valid one.
  explicit erp_server(script data = {});
  ~erp_server();
  erp_server(const erp_server&) = delete;
  erp_server& operator=(const erp_server&) = delete;

  erp::options where(erp::sign_in auth = erp::sign_in::oauth) const;
  std::string url() const;

  /// Ends all sessions, as an administrator may.
  void end_sessions();
  std::size_t open_sessions() const;
  /// All requests to a path that ends like this.
  std::vector<erp_request> seen(const std::string& end = "") const;

  /// Answers instead of the server's own sign-in.
  script on_sign_in;
  int expires_in = 3600;
  /// The Date header; empty: none.
  std::function<std::string()> date;

 private:
  class engine;

  erp_answer answer(const erp_request& what);
  erp_answer sign_in(const erp_request& what);
  bool has_session(const erp_request& what) const;

  script data_;
  mutable std::mutex mutex_;
  std::set<std::string> open_;  // tokens and cookies
  int number_ = 0;
  std::vector<erp_request> seen_;
  std::unique_ptr<engine> engine_;
};

/// The Date header of a time; of now without one.
std::string http_date(
    std::chrono::system_clock::time_point when = std::chrono::system_clock::now());

/// `{"@odata.context":…,"value":[rows]}`
std::string odata_page(const std::vector<std::string>& rows,
                       const std::string& tenant = "Northwind");

/// The $metadata of a service with one inquiry: columns "name:Edm.Type", the first of them the key.
erp_answer metadata_of(const std::string& inquiry, const std::vector<std::string>& columns);

}  // namespace acumage::tests
