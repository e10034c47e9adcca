#include "api/lane_order.hpp"

#include <array>

namespace acumage::api {

namespace {

constexpr std::array<std::string_view, 4> names{"pause", "resume", "stop-intake", "start-intake"};
constexpr std::array<std::string_view, 4> states{"paused", "sending", "intake off", "intake on"};

}  // namespace

std::string_view to_string(lane_order which) { return names.at(static_cast<std::size_t>(which)); }

std::string_view state_after(lane_order which) {
  return states.at(static_cast<std::size_t>(which));
}

std::optional<lane_order> lane_order_from(std::string_view name) {
  for (std::size_t i = 0; i < names.size(); ++i)
    if (names[i] == name) return static_cast<lane_order>(i);
  return std::nullopt;
}

}  // namespace acumage::api
