// The node: every room wired to the others by the settings, from start to a stop in time.
#pragma once

#include "api/http/socket.hpp"
#include "api/node_port.hpp"
#include "messages/log.hpp"
#include "messages/result.hpp"
#include "policy/alert_book.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace acumage::settings {
struct settings;
}  // namespace acumage::settings

namespace acumage::node {

/// What a node hands over to the one after it: the sockets that its listeners accept from, and what people were
/// told of what is wrong, with what of it has not yet been taken.
struct listening {
  api::descriptor intake;
  api::descriptor admin;
  std::shared_ptr<policy::alert_book> alerts = {};  ///< null: nothing
  std::vector<std::string> untaken_alerts = {};
};

/// Started once, stopped once. Owns the data folder while it lives.
class node {
 public:
  /// Opens the data folder, starts the actors, then the listeners: `at` what a node before this one handed over, or of
  /// its own. `on_crash` is called (from any thread, at most once) when the process must end because a part of
  /// it broke.
  static result<std::unique_ptr<node>> start(settings::settings with, log_function log,
                                             std::function<void(const std::string&)> on_crash,
                                             listening at = {});
  ~node();
  node(const node&) = delete;
  node& operator=(const node&) = delete;

  std::uint16_t intake_port() const;
  std::uint16_t admin_port() const;

  /// Every actor answers within the time, but for senders, which wait for the store, and for what waits for room on
  /// the disk.
  bool answers(std::chrono::milliseconds at_most) const;

  /// What the admin routes ask; also for the demo's view.
  api::node_port& port();

  /// After a reload that left the node as it was: the settings that it tells are those now.
  void show(const settings::settings& in_force);

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

}  // namespace acumage::node
