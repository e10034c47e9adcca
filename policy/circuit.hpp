// Whether a lane may talk to the store after an outage or a mass failure has been seen (SPEC 6).
#pragma once

#include "messages/batch.hpp"
#include "messages/stats.hpp"

#include <chrono>
#include <optional>

namespace acumage::policy {

/// Closed: sends. The first sign of an outage asks for a probe at once (half open); a bad probe opens the
/// circuit, which is probed every interval until one succeeds. Held, for a mass failure, it stays whatever
/// probes say, until it is released; what it talks to the store about then are single trials.
class circuit {
 public:
  explicit circuit(std::chrono::milliseconds probe_interval) : probe_interval_{probe_interval} {}

  circuit_state state() const { return state_; }
  bool closed() const { return state_ == circuit_state::closed; }
  bool held() const { return state_ == circuit_state::held; }

  /// An answer that may mean an outage. True: a probe is wanted now; false: one is on its way already.
  bool suspect() {
    if (state_ != circuit_state::closed) return false;
    state_ = circuit_state::half_open;
    return true;
  }

  void hold() { state_ = circuit_state::held; }
  void release() { state_ = circuit_state::closed; }

  /// What a probe said. Empty: nothing more to ask (closed now, or held); else the time of the next probe.
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
