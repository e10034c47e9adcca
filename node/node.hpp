// The node: connects all rooms according to the settings, from start to stop.
#pragma once

#include "api/http/socket.hpp"
#include "api/node_port.hpp"
#include "messages/log.hpp"
#include "messages/result.hpp"
#include "node/table_report.hpp"
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

struct kept_figures;

/// What a node hands over to its successor: the listening sockets, the alerts already sent together
/// with those that the webhook has not yet accepted, and what the displays show of the past.
struct listening {
  api::descriptor intake;
  api::descriptor admin;
  std::shared_ptr<policy::alert_book> alerts = {};  ///< null: no alerts yet
  std::vector<std::string> untaken_alerts = {};
  std::shared_ptr<table_report> tables = {};   ///< null: not checked yet
  std::shared_ptr<kept_figures> figures = {};  ///< null: the process begins
};

/// Where a node sends its log and its crash report.
struct node_outlets {
  log_function log;
  /// Called when the process must end because a part of the node or its data folder broke. From any
  /// thread, perhaps more than once.
  std::function<void(const std::string&)> on_crash;
  std::function<void()> reload = {};  ///< has the settings read again; empty: there is no file
  std::function<std::uint64_t()> log_dropped = [] {
    return std::uint64_t{0};
  };  ///< lines of the log that were dropped
};

/// Started once and stopped once. Owns the data folder while it lives.
class node {
 public:
  /// Opens the data folder, starts the actors, then the listeners. `at` holds what a previous node
  /// handed over; if it is empty, the node opens its own sockets.
  static result<std::unique_ptr<node>> start(settings::settings with, node_outlets to,
                                             listening at = {});
  ~node();
  node(const node&) = delete;
  node& operator=(const node&) = delete;

  std::uint16_t intake_port() const;
  std::uint16_t admin_port() const;

  /// Whether every actor answers within this time. Senders, which wait for the store, and actors
  /// that wait for room on the disk are not asked.
  bool answers(std::chrono::milliseconds at_most) const;

  /// What the admin routes use; also for the demo's view.
  api::node_port& port();

  /// After a reload that left the node unchanged: sets the settings that the admin routes show.
  void show(const settings::settings& in_force);

  /// Refuses new work, finishes what is in flight up to delivery.drain_deadline, and syncs. Nothing
  /// is lost in either case: unfinished work is in the journal.
  void stop();

  /// Like stop(), but for a node that is replaced by another: it accepts changes until the last
  /// moment, and later connections wait in the kernel's queue.
  listening hand_over();

 private:
  class parts;
  explicit node(std::unique_ptr<parts> all);
  std::unique_ptr<parts> all_;
};

}  // namespace acumage::node
