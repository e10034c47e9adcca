// A session at Acumatica: how it is opened, shown with each request, closed and kept on disk.
#pragma once

#include "erp/options.hpp"
#include "erp/problem.hpp"
#include "http/client.hpp"

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace acumage::erp {

struct session {
  std::string url;  ///< of the instance that opened it
  bool bearer = false;
  std::string secret;  ///< the token, or the cookies as they are sent back
  /// When to replace the token by a new one; never for cookies.
  std::optional<std::chrono::steady_clock::time_point> renew_at = {};

  http::header_fields headers() const;
};

/// The address without a slash at its end.
std::string base_url(const options& how);

/// Why no sign-in can succeed with these options.
std::optional<problem> unfit(const options& how);

http::request sign_in_request(const options& how);
/// From the answer to it. trouble::sign_in_refused, no_seat, configuration or transport.
expected<session> read_session(const options& how, http::reply came,
                               std::chrono::steady_clock::time_point at);
/// A POST without a body, which needs its `Content-Length: 0`.
http::request sign_out_request(const session& which);

/// "Basic …": for OData with auth = password.
std::string basic_authorization(const options& how);

/// Takes the cookies that an answer sets. True if any changed.
bool take_cookies(session& into, const http::reply& came);

/// The sessions in the file; none if there is no such file or it is damaged.
std::vector<session> read_sessions(const std::filesystem::path& file);
/// Replaces the file, readable by its owner only; removes it when there are none. Empty: done;
/// otherwise why not.
std::string write_sessions(const std::filesystem::path& file, const std::vector<session>& open);

}  // namespace acumage::erp
