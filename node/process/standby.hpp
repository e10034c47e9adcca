// A node in reserve: waits until no other process holds the data folder, and answers probes meanwhile.
#pragma once

#include "api/http/server.hpp"
#include "messages/log.hpp"
#include "settings/settings.hpp"

#include <chrono>
#include <memory>

namespace acumage::node {

/// Answers /livez with 200, /readyz with 503 "standby" and every other request with 503, at the admin
/// listener of the settings. If the node that serves has this address, as it does on one machine with
/// one settings file, no probe is answered until the folder is free.
class standby {
 public:
  static constexpr std::chrono::milliseconds look_interval{250};

  /// errc::invalid if the file system of the data folder does not keep two nodes apart.
  static status check(const settings::settings& with);

  standby(const settings::settings& with, const log_function& say);

  /// Whether another process holds the folder.
  bool must_wait() const;

  /// For the node that begins to serve: probes that arrive in between wait in the kernel's queue.
  api::descriptor admin_listener() const;

 private:
  std::filesystem::path folder_;
  std::unique_ptr<api::server> probes_;
};

}  // namespace acumage::node
