// The state of a lane as all displays name it (SPEC 10 Lane state).
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace acumage {

/// The worst first.
enum class lane_health : std::uint8_t {
  unreached,          ///< the store was never reached, or not at the last check
  held,               ///< most deliveries fail for one cause: only single trials leave
  circuit_open,       ///< the store answers, and takes no requests
  refused,            ///< the store refuses the credentials
  failing,            ///< dead letters since the last delivery, or more of them than deliveries
  paused,             ///< an operator's switch: nothing is sent
  intake_stopped,     ///< an operator's switch: what comes in is discarded
  behind,             ///< the oldest change has waited too long
  has_failed,         ///< dead letters are open
  parked,             ///< changes wait for something that the store or the settings lack
  silent,             ///< the ERP has sent nothing for too long
  waiting_for_first,  ///< the ERP has never sent anything
  working,
  up_to_date,
  off,  ///< the entity is switched off in the settings
};

inline constexpr std::array all_lane_healths{
    lane_health::unreached,      lane_health::held,       lane_health::circuit_open,
    lane_health::refused,        lane_health::failing,    lane_health::paused,
    lane_health::intake_stopped, lane_health::behind,     lane_health::has_failed,
    lane_health::parked,         lane_health::silent,     lane_health::waiting_for_first,
    lane_health::working,        lane_health::up_to_date, lane_health::off};

constexpr std::string_view to_string(lane_health which) {
  switch (which) {
    case lane_health::unreached: return "unreached";
    case lane_health::held: return "held";
    case lane_health::circuit_open: return "circuit_open";
    case lane_health::refused: return "refused";
    case lane_health::failing: return "failing";
    case lane_health::paused: return "paused";
    case lane_health::intake_stopped: return "intake_stopped";
    case lane_health::behind: return "behind";
    case lane_health::has_failed: return "has_failed";
    case lane_health::parked: return "parked";
    case lane_health::silent: return "silent";
    case lane_health::waiting_for_first: return "waiting_for_first";
    case lane_health::working: return "working";
    case lane_health::up_to_date: return "up_to_date";
    case lane_health::off: return "off";
  }
  return "unknown";
}

/// A state in words, each a sentence or more; empty where there is nothing to say.
struct health_words {
  std::string what;    ///< what is the case
  std::string store;   ///< what it means for the store
  std::string next;    ///< what the node does without anyone's help
  std::string action;  ///< what an operator should do
};

/// Whether somebody should look at it.
constexpr bool is_trouble(lane_health which) { return which <= lane_health::silent; }

}  // namespace acumage
