// What an operator can order of a lane, and how it is called in routes and commands (SPEC 8, 11).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace acumage::api {

enum class lane_order : std::uint8_t {
  pause,         ///< nothing is sent, everything is kept
  resume,        ///< sends again, at once what waits
  stop_intake,   ///< what comes in is counted as discarded, and kept nowhere
  start_intake,  ///< takes what comes in
};

/// The state of a lane after it: "paused", "sending", "intake off", "intake on".
std::string_view state_after(lane_order which);
/// "pause", "resume", "stop-intake", "start-intake".
std::string_view to_string(lane_order which);
std::optional<lane_order> lane_order_from(std::string_view name);

}  // namespace acumage::api
