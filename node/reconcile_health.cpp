#include "node/reconcile_health.hpp"

#include "policy/reconciliation.hpp"

#include <string>

namespace acumage::node {

namespace {

/// "2 store_edited, 1 lost_push".
std::string differing(const reconcile_status& job) {
  std::string words;
  for (const auto& [name, count] : job.classes) {
    const auto what = policy::sync_class_from(name);
    if (count == 0 || !what || !policy::is_difference(*what)) continue;
    words += (words.empty() ? "" : ", ") + std::to_string(count) + ' ' + name;
  }
  return words;
}

condition differs(const reconcile_status& job) {
  const auto count = job.differences;
  return {alert_cause::difference, job.order.entity,
          std::string{to_string(job.order.entity)} + ": " + std::to_string(count) +
              (count == 1 ? " key differs" : " keys differ") + " between " +
              (job.has_erp ? "ERP, node and store: " : "node and store: ") + differing(job) +
              "; see `acumage reconcile show " + job.id + "`"};
}

condition failed(const reconcile_status& job) {
  return {alert_cause::unproven, job.order.entity,
          std::string{to_string(job.order.entity)} + ": the scheduled reconciliation " + job.id +
              " failed: " + job.error};
}

void add(entity which, std::span<const reconcile_status> jobs, std::vector<condition>& to) {
  const reconcile_status* differing = nullptr;
  const reconcile_status* failing = nullptr;
  for (const auto& each : jobs) {
    const auto& order = each.order;
    if (order.entity != which || order.scope != reconcile_scope::all) continue;
    if (each.state == reconcile_state::failed && order.automatic && !each.cut_short)
      failing = &each;
    if (each.state != reconcile_state::done) continue;
    failing = nullptr;
    if (each.differences == 0)
      differing = nullptr;
    else if (order.automatic || differing != nullptr)
      differing = &each;
  }
  if (differing != nullptr) to.push_back(differs(*differing));
  if (failing != nullptr) to.push_back(failed(*failing));
}

}  // namespace

std::vector<condition> reconcile_conditions(std::span<const reconcile_status> jobs) {
  std::vector<condition> wrong;
  for (const auto each : all_entities) add(each, jobs, wrong);
  return wrong;
}

std::vector<reconcile_status> last_complete(std::span<const reconcile_status> jobs) {
  std::vector<reconcile_status> found;
  for (const auto which : all_entities) {
    const reconcile_status* last = nullptr;
    for (const auto& each : jobs)
      if (each.order.entity == which && each.order.scope == reconcile_scope::all &&
          each.state == reconcile_state::done)
        last = &each;
    if (last != nullptr) found.push_back(*last);
  }
  return found;
}

}  // namespace acumage::node
