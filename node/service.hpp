// The node as a service: started with the settings of a file, and taken through its reloads.
#pragma once

#include "node/log.hpp"
#include "node/node.hpp"
#include "settings/load.hpp"
#include "settings/settings.hpp"

#include <chrono>
#include <memory>

namespace acumage::node {

/// Its members are called by one thread at a time.
class service {
 public:
  service(settings::settings_sources from, settings::settings with, logger& log);

  status start();
  const node& running() const { return *node_; }
  const settings::settings& in_force() const { return with_; }

  /// Reads the settings again, all or nothing: with a mistake in them nothing changes. Otherwise the node makes way for
  /// one with the new settings and certificates, which takes its listeners over; what needs a restart (`[restart]` in
  /// config.ini) stays as it is. A node that does not start with them goes on with the old ones; an error when that fails,
  /// too, and then none runs.
  status reload();
  void stop() { node_->stop(); }
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
