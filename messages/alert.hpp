// Conditions of a node that need an operator's attention (SPEC 10).
#pragma once

#include "messages/entity.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace acumage {

enum class alert_cause : std::uint8_t {
  full,          ///< nothing new is accepted: a limit of the journal or the dead letters
  disk,          ///< less free disk space than the settings require
  backlog_age,   ///< a lane's oldest change has waited too long
  circuit_open,  ///< the store cannot be reached
  mass_failure,  ///< a lane is held because most of its deliveries fail for one cause
  auth,          ///< the store refuses the credentials
  failure_rate,  ///< too many of a lane's last ends were dead letters
  outdated,      ///< nearly all versions are older than what was delivered
  shortfall,     ///< the store shipped less than requested
  unrouted,      ///< notifications whose query has no mapping
  damaged,       ///< a table of the data folder does not match its checksums
  silence,       ///< nothing has come from the ERP for too long
  company,       ///< a second company sends, and no setting names the intended one
  unknown_word,  ///< a word of the ERP that neither the rules nor the settings know
  old_letters,   ///< dead letters open for more than a day
  lost_push,     ///< Acumatica could not deliver notifications, and nothing covers them yet
  missed,        ///< a pull found changes that no notification had told
  pull_failed,   ///< a job that reads from Acumatica failed
  difference,    ///< ERP, node and store differ, by the last scheduled reconciliation
  unproven,      ///< the last scheduled reconciliation failed
  erp_refused,   ///< Acumatica refuses the sign-in
  certificate,   ///< a listener's certificate is about to expire, or has expired
};
std::string_view to_string(alert_cause which);

/// A current problem. Cause and lane identify it; its text may change while it lasts.
struct condition {
  alert_cause cause = alert_cause::full;
  std::optional<entity> lane;  ///< empty: the node as a whole
  std::string words;
};

}  // namespace acumage
