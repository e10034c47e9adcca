// What may be wrong with a node and is worth a person's attention (SPEC 10).
#pragma once

#include "messages/entity.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace acumage {

enum class alert_cause : std::uint8_t {
  full,          ///< nothing new is accepted: a limit of the journal or the letters
  disk,          ///< less room on the disk than the settings ask for
  backlog_age,   ///< a lane's oldest change waits too long
  circuit_open,  ///< the store is out of reach
  mass_failure,  ///< a lane is held, for most of it fails for one cause
  auth,          ///< the store refuses the credentials
  failure_rate,  ///< too many of a lane's last ends were dead letters
  outdated,      ///< nearly all versions are older than what was delivered
  shortfall,     ///< the store shipped less than it was asked to
  unrouted,      ///< notifications that no mapping names
  unknown_word,  ///< changes are parked for a word of the ERP that no table has
};
std::string_view to_string(alert_cause which);

/// Something that is wrong now. Cause and lane tell it from others; the words may change while it lasts.
struct condition {
  alert_cause cause = alert_cause::full;
  std::optional<entity> lane;  ///< empty: the node as a whole
  std::string words;
};

}  // namespace acumage
