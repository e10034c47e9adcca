#include "messages/pull.hpp"

#include <array>

namespace acumage {

namespace {

/// Microseconds from the year 1 to 1970.
constexpr std::int64_t epoch_us = 62'135'596'800'000'000;
constexpr std::int64_t ticks_per_us = 10;

}  // namespace

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

std::uint64_t ticks_of(std::int64_t unix_us) {
  return static_cast<std::uint64_t>((unix_us + epoch_us) * ticks_per_us);
}

std::int64_t unix_us_of(std::uint64_t ticks) {
  return static_cast<std::int64_t>(ticks) / ticks_per_us - epoch_us;
}

}  // namespace acumage
