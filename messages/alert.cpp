#include "messages/alert.hpp"

namespace acumage {

std::string_view to_string(alert_cause which) {
  switch (which) {
    case alert_cause::full: return "full";
    case alert_cause::disk: return "disk";
    case alert_cause::backlog_age: return "backlog_age";
    case alert_cause::circuit_open: return "circuit_open";
    case alert_cause::mass_failure: return "mass_failure";
    case alert_cause::auth: return "auth";
    case alert_cause::failure_rate: return "failure_rate";
    case alert_cause::outdated: return "outdated";
    case alert_cause::shortfall: return "shortfall";
    case alert_cause::unrouted: return "unrouted";
    case alert_cause::damaged: return "damaged";
    case alert_cause::silence: return "silence";
    case alert_cause::company: return "company";
    case alert_cause::unknown_word: return "unknown_word";
    case alert_cause::old_letters: return "old_dead_letters";
    case alert_cause::lost_push: return "lost_push";
    case alert_cause::missed: return "missed";
    case alert_cause::pull_failed: return "pull_failed";
    case alert_cause::difference: return "difference";
    case alert_cause::unproven: return "reconcile_failed";
    case alert_cause::erp_refused: return "erp_refused";
    case alert_cause::certificate: return "certificate";
  }
  return "unknown";
}

}  // namespace acumage
