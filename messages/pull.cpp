#include "messages/pull.hpp"

#include <array>

namespace acumage {

std::string_view to_string(pull_scope which) {
  constexpr std::array<std::string_view, pull_scope_count> words{"all", "delta", "since", "keys"};
  return words.at(static_cast<std::size_t>(which));
}

std::string_view to_string(pull_state which) {
  constexpr std::array<std::string_view, pull_state_count> words{"queued", "reading", "done",
                                                                 "failed", "cancelled"};
  return words.at(static_cast<std::size_t>(which));
}

std::string_view to_string(pull_wait which) {
  constexpr std::array<std::string_view, pull_wait_count> words{"", "throttled", "no_seat",
                                                                "no_room", "erp_down"};
  return words.at(static_cast<std::size_t>(which));
}

}  // namespace acumage
