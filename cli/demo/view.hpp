// What the demo shows while it runs: what happens, and the node's figures, drawn in place or as lines.
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

/// happens() may be called from any thread, the others belong to one.
class demo_view {
 public:
  explicit demo_view(terminal::terminal& on);

  /// One line about something that happens now.
  void happens(const std::string& words);
  /// The figures as they are now; without a screen only when they have changed, once a second at most.
  void show(const client::stats_figures& now);
  /// Gives the screen back; what happened is left as lines.
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
