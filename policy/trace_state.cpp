#include "policy/trace_state.hpp"

#include <algorithm>
#include <string>

namespace acumage::policy {

namespace {

std::string failed_words(const traced_record& what) {
  const auto& newest = what.failed.front();
  return "Failed: its newest value is dead letter " + std::to_string(newest.id) + " (" +
         std::string{to_string(newest.reason)} + ")";
}

std::string waiting_words(const traced_record& what) {
  const auto& waits = what.waits->what;
  const auto why = waits.last_error.empty() ? std::string{} : ": " + waits.last_error;
  switch (waits.state) {
    case waiting_state::waiting: return "Waiting for the next run of its lane";
    case waiting_state::in_flight: return "On its way to the store";
    case waiting_state::retrying: return "Waiting for its next attempt" + why;
    case waiting_state::resting: return "Resting before its next attempt" + why;
    case waiting_state::parked: return "Parked" + why;
  }
  return "Waiting";
}

std::string unknown_words(const traced_record& what) {
  if (!what.waits_unknown.empty()) return "Unknown: " + what.waits_unknown;
  const auto& live = *what.live;
  if (live.has_erp && !live.erp.unavailable.empty())
    return "Unknown: the ERP could not be asked: " + live.erp.unavailable;
  return "Unknown: the store could not be asked: " + live.store.unavailable;
}

}  // namespace

trace_state state_of(const traced_record& what) {
  // A newer value on its way supersedes the dead letters when it is delivered.
  const bool overtaken =
      what.waits && std::all_of(what.failed.begin(), what.failed.end(), [&](const auto& each) {
        return each.change.version() < what.waits->what.version;
      });
  if (!what.failed.empty() && !overtaken) return trace_state::failed;
  if (what.waits) return trace_state::waiting;
  if (!what.waits_unknown.empty()) return trace_state::unknown;
  if (!what.live) return what.held ? trace_state::delivered : trace_state::not_sent;
  if (what.live->has_erp && !what.live->erp.unavailable.empty()) return trace_state::unknown;
  if (!what.live->store.unavailable.empty()) return trace_state::unknown;
  return what.live->agree ? trace_state::in_sync : trace_state::differs;
}

std::string headline_of(const traced_record& what) {
  switch (what.state) {
    case trace_state::failed: return failed_words(what);
    case trace_state::waiting: return waiting_words(what);
    case trace_state::unknown: return unknown_words(what);
    case trace_state::differs:
      return what.live->has_erp ? "ERP, node and store do not agree"
                                : "Node and store do not agree";
    case trace_state::in_sync:
      return what.live->has_erp ? "In sync: ERP, node and store agree"
                                : "In sync: node and store agree; no ERP was asked";
    case trace_state::delivered: return "Delivered; nothing waits and nothing has failed";
    case trace_state::not_sent: break;
  }
  if (!what.why_not.empty()) return "Nothing is sent: " + what.why_not;
  return what.last_sent ? "What the store has is not certain" : "Nothing was sent yet";
}

}  // namespace acumage::policy
