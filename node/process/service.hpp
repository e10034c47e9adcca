// The node as a service: starts with the settings of a file and reloads them.
#pragma once

#include "node/node.hpp"
#include "node/process/log.hpp"
#include "settings/load.hpp"
#include "settings/settings.hpp"

#include <chrono>
#include <memory>
#include <utility>

namespace acumage::node {

/// One thread at a time may call its members.
class service {
 public:
  service(settings::settings_sources from, settings::settings with, logger& log);

  /// `at`: listeners that are open already. May be called again after an error.
  status start(listening at = {});
  const node& running() const { return *node_; }
  const settings::settings& in_force() const { return with_; }

  /// Reads the settings again, all or nothing: if they contain a mistake, nothing changes.
  /// Otherwise a node with the new settings and certificates replaces this one and takes over its
  /// listeners. What needs a restart (`[restart]` in config.ini) stays unchanged. If the new node
  /// does not start, the old settings continue. An error means that this failed as well, and then
  /// no node is running.
  status reload();
  void stop() { node_->stop(); }
  /// Before start().
  void take(settings::settings with) { with_ = std::move(with); }
  bool answers(std::chrono::milliseconds at_most) const { return node_->answers(at_most); }

 private:
  result<std::unique_ptr<node>> make(const settings::settings& with, listening at);
  status replace(const settings::settings& next);

  settings::settings_sources from_;
  settings::settings with_;
  logger& log_;
  std::unique_ptr<node> node_;
};

}  // namespace acumage::node
