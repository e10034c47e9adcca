// Waits for the records that an order sends again, and counts them by outcome.
#pragma once

#include "cli/commands/ask.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace acumage::commands {

/// The progress of a replay or a republish.
struct outcomes {
  std::uint64_t delivered = 0;
  std::uint64_t superseded = 0;
  std::uint64_t filtered = 0;
  std::uint64_t failed = 0;
  std::uint64_t waiting = 0;

  std::uint64_t ended() const { return delivered + superseded + filtered + failed; }
  /// "5 dead letters: 3 delivered, 1 superseded, 0 filtered, 1 failed".
  std::string text(const std::string& counted) const;
};

/// The "outcomes" of an answer, including dead letters that a replay never put back. Empty: the
/// node does not know all of them.
std::optional<outcomes> outcomes_of(const acumatica::json_node& job);

struct followed_order {
  std::string route;       ///< the route that reports the progress
  std::string counted;     ///< "dead letter"
  std::string left_alone;  ///< what continues after an interrupt, in words
};

/// Asks until every record has its outcome; returns the last answer. Ctrl-C only stops the waiting.
result<answer> follow(client::admin_access& from, const followed_order& what,
                      terminal::terminal& to);

}  // namespace acumage::commands
