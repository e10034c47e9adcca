#include "messages/lane_health.hpp"

namespace acumage {

std::string_view to_string(lane_health which) {
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

}  // namespace acumage
