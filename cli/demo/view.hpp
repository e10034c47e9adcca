// What the demo shows while it runs: events and the node's figures, drawn in place or as lines.
#pragma once

#include "cli/client/stats.hpp"
#include "cli/terminal/terminal.hpp"

#include <chrono>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace acumage::demo {

/// happens() may be called from any thread, the others only from one.
class demo_view {
 public:
  explicit demo_view(terminal::terminal& on);

  /// Adds one line about an event.
  void happens(const std::string& words);
  /// Shows the current figures; without a screen only if they have changed, at most once a second.
  void show(const client::stats_figures& now);
  /// Restores the screen; the events remain as lines.
  void close();

 private:
  std::string stamp() const;

  terminal::terminal& on_;
  const std::chrono::steady_clock::time_point began_;
  std::unique_ptr<terminal::live_screen> screen_;
  std::mutex mutex_;
  std::deque<std::string> lines_;
  std::vector<std::string> last_figures_;
  std::chrono::steady_clock::time_point last_shown_{};
};

}  // namespace acumage::demo
