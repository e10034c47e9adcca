// What every actor receives: the shared, thread-safe objects it may use, and how messages are counted.
#pragma once

#include "actors/exclusive_keys.hpp"
#include "actors/open_shipments.hpp"
#include "actors/taken_in.hpp"
#include "magento/paged_search.hpp"
#include "messages/log.hpp"
#include "messages/stats.hpp"
#include "storage/hand_marks.hpp"
#include "storage/ledger.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <utility>

namespace acumage::actors {

/// Owned by bin/ (or a test), alive longer than the actors.
struct context {
  storage::ledger& ledger;
  stats_table& stats;
  log_function log;
  std::function<std::int64_t()> now_us;  ///< wall clock, microseconds since 1970
  std::function<double()> draw;          ///< from [0, 1), thread-safe
  storage::hand_marks& hands;            ///< what is in hand, for the start after a crash
  exclusive_keys busy{};                 ///< store objects locked by a conversation
  open_shipments shipments{};            ///< what quantities wait for
  actors::taken_in taken_in{};           ///< how far the lanes have read the journal
  magento::page_limits pages{};          ///< how large a page the store allows
};

/// A downstream neighbour and its row in the table that counts messages to it.
template <class Handle>
struct link {
  Handle to;
  actor_row* row = nullptr;

  template <class Self, class Message>
  void send(Self* self, Message&& message) const {
    row->count_sent();
    self->send(to, std::forward<Message>(message));
  }
};

/// On destruction, counts a message as handled and adds the time it took.
class handled {
 public:
  explicit handled(actor_row& row) : row_{row}, began_{std::chrono::steady_clock::now()} {}
  ~handled() {
    const auto now = std::chrono::steady_clock::now();
    row_.handled.fetch_add(1, std::memory_order_relaxed);
    row_.handling.add(std::chrono::duration_cast<std::chrono::microseconds>(now - began_));
    row_.last_handled_ms.store(
        std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count(),
        std::memory_order_relaxed);
  }
  handled(const handled&) = delete;
  handled& operator=(const handled&) = delete;

 private:
  actor_row& row_;
  std::chrono::steady_clock::time_point began_;
};

inline std::int64_t to_ms(std::chrono::steady_clock::time_point at) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(at.time_since_epoch()).count();
}

}  // namespace acumage::actors
