// The admin routes as a command sees them, answered by a running node or on its data folder.
#pragma once

#include "cli/client/client.hpp"
#include "messages/result.hpp"

#include <memory>
#include <string>

namespace acumage::client {

/// The admin routes (SPEC 11), whoever answers them.
class admin_access {
 public:
  virtual ~admin_access() = default;
  virtual result<http_reply> get(const std::string& target) = 0;
  /// `json` empty: no body.
  virtual result<http_reply> post(const std::string& target, const std::string& json) = 0;
  virtual result<http_reply> put(const std::string& target, const std::string& json) = 0;
  virtual result<http_reply> remove(const std::string& target) = 0;  ///< DELETE
  /// For messages: the node's URL or the folder's path.
  virtual const std::string& name() const = 0;
  /// Whether a running node answers.
  virtual bool running() const = 0;
};

/// An unsuccessful reply as an error. If access is denied, it names the setting.
error admin_refusal(const std::string& who, const http_reply& reply);

/// The body of a successful reply, or an error.
result<std::string> body_of(const admin_access& from, const result<http_reply>& reply);

/// errc::unavailable if no node answers there.
result<std::unique_ptr<admin_access>> open_node(endpoint where);

}  // namespace acumage::client
