#include "reconcile/live_look.hpp"

#include "messages/key.hpp"
#include "policy/reconciliation.hpp"
#include "reconcile/comparer.hpp"

#include <map>
#include <optional>
#include <utility>
#include <variant>

namespace acumage::reconcile {

namespace {

/// By joining key. An error: why the ERP cannot be asked.
using erp_answer = result<std::map<std::string, actors::erp_value>>;

erp_answer ask_erp(entity which, const std::string& record, const live_sides& sides) {
  if (sides.erp == nullptr) return error{errc::unavailable, sides.no_erp, {}};
  pull::outcome<pull::page> came = pull::problem{pull::trouble::stopped, "the node stops", {}};
  sides.erp->lend([&](pull::erp_session& erp) { came = erp.by_key(which, record); });
  if (const auto* met = std::get_if<pull::problem>(&came))
    return error{errc::unavailable, met->message, {}};
  actors::erp_records records{which, sides.rules, sides.aliases};
  for (const auto& row : std::get<pull::page>(came).rows) records.add(row);
  std::map<std::string, actors::erp_value> values;
  for (auto& each : records.take()) {
    auto name = policy::joining_key(which, each.key);
    values.emplace(std::move(name), std::move(each));
  }
  return values;
}

/// Customers have no value that could be compared: only whether there is an account.
magento::present_page ask_accounts(std::span<const std::string> emails, const live_sides& sides) {
  using kind = magento::present_value::kind;
  std::vector<std::string> known;
  for (const auto& each : emails)
    if (!each.empty()) known.push_back(each);
  magento::present_accounts found;
  if (!known.empty()) found = sides.store.accounts(known, sides.rules.customers.website_id);
  magento::present_page page;
  page.outage = std::move(found.outage);
  if (page.outage) return page;
  for (const auto& each : emails) {
    auto& value = page.values.emplace_back();
    if (each.empty())
      value = {kind::unreadable, {}, {}, "no e-mail address is known to look for"};
    else if (!found.unreadable.empty())
      value = {kind::unreadable, {}, {}, found.unreadable};
    else if (found.emails.count(fold_key(each)) != 0)
      value = {kind::held, each, {}, {}};
    else
      value.words = "the store has no account with this e-mail address";
  }
  return page;
}

magento::present_page ask_store(entity which, std::span<const actors::held_value> held,
                                std::span<const actors::erp_value* const> erp,
                                const live_sides& sides) {
  if (which == entity::customer) {
    std::vector<std::string> emails;
    for (std::size_t i = 0; i < held.size(); ++i) {
      const auto& node = held[i].remembered ? held[i].remembered : held[i].delivered;
      emails.push_back(erp[i] != nullptr && erp[i]->value ? *erp[i]->value : node.value_or(""));
    }
    return ask_accounts(emails, sides);
  }
  std::vector<magento::present_question> questions;
  for (std::size_t i = 0; i < held.size(); ++i) {
    questions.push_back(actors::question_of(held[i]));
    if (erp[i] != nullptr && !erp[i]->order.empty()) questions.back().order = erp[i]->order;
  }
  return sides.store.of(which, questions);
}

asked_side side_of(const magento::present_value& present) {
  using kind = magento::present_value::kind;
  if (present.is == kind::unreadable) return {{}, {}, present.words};
  if (present.is == kind::held) return {present.value, present.words, {}};
  return {{}, present.words.empty() ? "the store does not have it" : present.words, {}};
}

asked_side side_of(const actors::erp_value* erp) {
  if (erp == nullptr) return {{}, "the ERP does not have it", {}};
  return {erp->value, erp->value ? std::string{} : erp->words, {}};
}

}  // namespace

std::vector<live_values> look_now(entity which, const std::string& record,
                                  std::span<const actors::held_value> held,
                                  const live_sides& sides) {
  const auto erp = ask_erp(which, record, sides);
  std::vector<const actors::erp_value*> of_erp;
  for (const auto& each : held) {
    of_erp.push_back(nullptr);
    if (!erp) continue;
    const auto found = erp->find(policy::joining_key(which, each.key));
    if (found != erp->end()) of_erp.back() = &found->second;
  }
  const auto present = ask_store(which, held, of_erp, sides);
  std::vector<live_values> all(held.size());
  for (std::size_t i = 0; i < held.size(); ++i) {
    auto& one = all[i];
    one.has_erp = sides.erp != nullptr;
    one.erp = erp ? side_of(of_erp[i]) : asked_side{{}, {}, erp.problem().message};
    if (present.outage) {
      one.store.unavailable = present.outage->message;
      continue;
    }
    one.store = side_of(present.values.at(i));
    if (!one.store.unavailable.empty()) continue;
    const auto sides_now = joined(which, of_erp[i], held[i], present.values[i], erp.ok());
    auto found = policy::compare(sides_now);
    one.agree = found.what == policy::sync_class::agree;
    one.finding = to_string(found.what);
    one.remedy = std::move(found.remedy);
  }
  return all;
}

}  // namespace acumage::reconcile
