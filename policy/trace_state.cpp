#include "policy/trace_state.hpp"

#include <algorithm>

namespace acumage::policy {

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

}  // namespace acumage::policy
