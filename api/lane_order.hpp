// The orders that an operator can give a lane, and their names in routes and commands (SPEC 8, 11).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace acumage::api {

enum class lane_order : std::uint8_t {
  pause,         ///< nothing is sent, everything is kept
  resume,        ///< sends again, waiting deliveries at once
  stop_intake,   ///< incoming changes are counted as discarded and not kept
  start_intake,  ///< incoming changes are accepted
};

/// The state of a lane after the order: "paused", "sending", "intake off", "intake on".
std::string_view state_after(lane_order which);
/// "pause", "resume", "stop-intake", "start-intake".
std::string_view to_string(lane_order which);
std::optional<lane_order> lane_order_from(std::string_view name);

}  // namespace acumage::api
