// Whether a lane may send to the store after an outage or a mass failure (SPEC 6).
#pragma once

#include "messages/batch.hpp"
#include "messages/stats.hpp"

#include <chrono>
#include <optional>

namespace acumage::policy {

/// Closed: sends. The first sign of an outage requests a probe immediately (half open). A bad probe
/// opens the circuit, which is probed every interval until one succeeds. When held for a mass
/// failure, it stays held until it is released, whatever the probes return, and only single trials
/// are sent.
class circuit {
 public:
  explicit circuit(std::chrono::milliseconds probe_interval) : probe_interval_{probe_interval} {}

  circuit_state state() const { return state_; }
  bool closed() const { return state_ == circuit_state::closed; }
  bool held() const { return state_ == circuit_state::held; }

  /// An answer that may mean an outage. True: a probe is needed now; false: one is already in
  /// flight.
  bool suspect() {
    if (state_ != circuit_state::closed) return false;
    state_ = circuit_state::half_open;
    return true;
  }

  void hold() { state_ = circuit_state::held; }
  void release() { state_ = circuit_state::closed; }

  /// The result of a probe. Empty: no further probe (closed now, or held); otherwise the time of
  /// the next one.
  std::optional<time_point> probed(bool healthy, time_point now) {
    if (held()) return std::nullopt;
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
