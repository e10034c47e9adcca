// Counts how the changes that an operator sent again have ended so far.
#pragma once

#include "messages/entity.hpp"
#include "messages/outcome.hpp"

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

namespace acumage {

/// The ends of one order: a replay, or a republish.
struct order_ends {
  std::array<std::uint64_t, 4> by_outcome{};  ///< by end_kind
  std::uint64_t waiting = 0;                  ///< without an outcome

  std::uint64_t of(end_kind which) const { return by_outcome.at(static_cast<std::size_t>(which)); }
};

/// Thread-safe. Kept in memory only: a restart forgets all orders. Only the last few orders are
/// kept.
class followed_ends {
 public:
  /// From now on `count` changes from the acceptance number `first` on belong to `order`.
  void follow(const std::string& order, entity which, std::uint64_t first, std::uint64_t count = 1);
  /// The changes will not come after all. Those that another order follows stay with it.
  void drop(const std::string& order, entity which, std::uint64_t first);
  void ended(entity which, std::uint64_t sequence, end_kind how);
  /// The ends of the order; empty when it is unknown.
  std::optional<order_ends> of(const std::string& order) const;
  /// An order that may turn out to have no changes.
  void begin(const std::string& order);

 private:
  struct stretch {
    std::uint64_t end;   ///< one above the last number
    std::uint64_t left;  ///< without an outcome
    std::string order;
  };
  using place = std::pair<entity, std::uint64_t>;
  std::map<place, stretch>::iterator stretch_of(entity which, std::uint64_t sequence);
  order_ends& ends_of(const std::string& order);

  mutable std::mutex mutex_;
  std::map<place, stretch> stretches_;  ///< by their first number
  std::deque<std::pair<std::string, order_ends>> orders_;
};

}  // namespace acumage
