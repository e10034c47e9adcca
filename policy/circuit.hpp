// Whether a lane may talk to the store after an outage has been seen (SPEC 6, "Attempts").
#pragma once

#include "messages/batch.hpp"
#include "messages/stats.hpp"

#include <chrono>
#include <optional>

namespace acumage::policy {

/// Closed: sends. The first sign of an outage asks for a probe at once (half open); a bad probe opens the
/// circuit, which is probed every interval until one succeeds.
class circuit {
 public:
  explicit circuit(std::chrono::milliseconds probe_interval) : probe_interval_{probe_interval} {}

  circuit_state state() const { return state_; }
  bool closed() const { return state_ == circuit_state::closed; }

  /// An answer that may mean an outage. True: a probe is wanted now; false: one is on its way already.
  bool suspect() {
    if (state_ != circuit_state::closed) return false;
    state_ = circuit_state::half_open;
    return true;
  }

  /// What a probe said. Empty: closed now; else the time of the next probe.
  std::optional<time_point> probed(bool healthy, time_point now) {
    if (healthy) {
      state_ = circuit_state::closed;
      return std::nullopt;
    }
    state_ = circuit_state::open;
    return now + probe_interval_;
  }

 private:
  std::chrono::milliseconds probe_interval_;
  circuit_state state_ = circuit_state::closed;
};

}  // namespace acumage::policy
