// The node: every room wired to the others by the settings, from start to a stop in time.
#pragma once

#include "api/node_port.hpp"
#include "api/socket.hpp"
#include "bin/settings.hpp"
#include "messages/log.hpp"
#include "messages/result.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace acumage::bin {

/// The sockets that the two listeners accept from.
struct listening {
  api::descriptor intake;
  api::descriptor admin;
};

/// Started once, stopped once. Owns the data folder while it lives.
class node {
 public:
  /// Opens the data folder, starts the actors, then the listeners: `at` what a node before this one handed over, or of
  /// its own. `on_crash` is called (from any thread, at most once) when the process must end because a part of
  /// it broke.
  static result<std::unique_ptr<node>> start(settings with, log_function log,
                                             std::function<void(const std::string&)> on_crash,
                                             listening at = {});
  ~node();
  node(const node&) = delete;
  node& operator=(const node&) = delete;

  std::uint16_t intake_port() const;
  std::uint16_t admin_port() const;

  /// What the admin routes ask; also for the demo's view.
  api::node_port& port();

  /// Refuses new work, finishes what is in flight up to delivery.drain_deadline, syncs. Nothing is lost
  /// either way: what did not finish is in the journal.
  void stop();

  /// As stop(), for a node that takes its place: accepts and keeps changes until the last moment, and who comes
  /// after that waits in the kernel's queue.
  listening hand_over();

 private:
  class parts;
  explicit node(std::unique_ptr<parts> all);
  std::unique_ptr<parts> all_;
};

/// The version of this build, such as "0.1.0".
std::string build_version();

}  // namespace acumage::bin
