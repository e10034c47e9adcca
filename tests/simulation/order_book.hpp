// What an operator has ordered of the node, as far as it permits what the promises otherwise forbid.
#pragma once

#include "messages/dead_letter.hpp"
#include "messages/entity.hpp"
#include "messages/key.hpp"
#include "tests/simulation/world.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace acumage::tests {

/// A moment, and how much the store's histories of prices and quantities held by then.
struct mark_of_time {
  moment at{};
  std::size_t prices = 0;
  std::size_t quantities = 0;
};

/// A dead letter that was to be replayed with `force`.
struct forced_letter {
  entity lane = entity::pricing;
  std::string key;  ///< folded
  std::uint64_t stamp = 0;
  std::uint64_t number = 0;  ///< acceptance number
};

struct forced_replay {
  mark_of_time ordered;
  std::vector<forced_letter> letters;
};

/// An order to forget versions takes effect at some time between these two.
struct forgetting {
  entity lane = entity::pricing;
  std::string glob;  ///< empty: all of the lane
  mark_of_time ordered;
  std::optional<mark_of_time> over;  ///< answered, or the node died of something else

  bool means(entity which, const std::string& key) const {
    return lane == which && (glob.empty() || glob_matches(fold_key(glob), key));
  }
};

struct order_book {
  /// What the operator had worked out again. A kill may have lost it, and its number is given to another then.
  std::set<own_entry> own;
  std::vector<forced_replay> forced;
  std::deque<forgetting> forgotten;  // references stay good
};

}  // namespace acumage::tests
