// What becomes of the records that an order sends again: waited for, and told by outcome.
#pragma once

#include "cli/commands/ask.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace acumage::commands {

/// Of a replay or a republish, as far as it has come.
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

/// "outcomes" of an answer, with what a replay never put back. Empty: the node does not know of all of them.
std::optional<outcomes> outcomes_of(const acumatica::json_node& job);

struct followed_order {
  std::string route;       ///< whose answer says how far it is
  std::string counted;     ///< "dead letter"
  std::string left_alone;  ///< what an interrupt leaves behind, in words
};

/// Asks until every record has its outcome; the last answer. Ctrl-C ends only the looking.
result<answer> follow(client::admin_access& from, const followed_order& what,
                      terminal::terminal& to);

}  // namespace acumage::commands
