// Decides which state of a lane is shown, and says what it means (SPEC 10 Lane state).
#pragma once

#include "messages/lane_health.hpp"
#include "messages/stats.hpp"

#include <chrono>
#include <cstdint>
#include <string>

namespace acumage::policy {

/// What a lane's state follows from. Ages are those of now.
struct lane_facts {
  bool on = true;  ///< the entity is switched on in the settings
  bool sending = true;
  bool intake = true;
  bool has_store = true;  ///< the settings name a store
  bool reached = false;   ///< the store answered the last check, or a request since
  bool refused = false;   ///< its last answer was 401 or 403
  circuit_state circuit = circuit_state::closed;
  bool failing = false;
  std::uint64_t waiting = 0;  ///< everything that has not left: waiting or retrying
  std::uint64_t in_flight = 0;
  std::uint64_t parked = 0;
  std::uint64_t dead_letters = 0;  ///< open ones
  bool heard = false;              ///< the ERP has sent something of this entity at some time
  std::chrono::seconds oldest{0};  ///< of what waits, not counting parked and resting changes
  std::chrono::seconds oldest_parked{0};
  std::chrono::seconds unheard{0};   ///< since the ERP last sent something of this entity
  std::chrono::seconds backlog_age;  ///< alerts.backlog_age
  std::chrono::seconds silence;      ///< alerts.silence; 0: no silence is too long
  std::string last_error;            ///< the store's, or that of the way to it
};

/// The worst state that applies.
lane_health health_of(const lane_facts& of);

/// `entity` is the lane's name, as commands take it.
health_words words_of(lane_health which, const lane_facts& of, const std::string& entity);

}  // namespace acumage::policy
