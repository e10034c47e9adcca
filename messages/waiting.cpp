#include "messages/waiting.hpp"

#include <array>

namespace acumage {

namespace {

constexpr std::array<std::string_view, 5> state_names{"waiting", "in_flight", "retrying", "resting",
                                                      "parked"};

}  // namespace

std::string_view to_string(waiting_state which) {
  return state_names.at(static_cast<std::size_t>(which));
}

std::optional<waiting_state> waiting_state_from(std::string_view name) {
  for (std::size_t i = 0; i < state_names.size(); ++i)
    if (state_names.at(i) == name) return static_cast<waiting_state>(i);
  return std::nullopt;
}

}  // namespace acumage
