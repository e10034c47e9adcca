#include "policy/order_states.hpp"

#include "messages/key.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace acumage::policy {

named_status split_status(std::string_view mapped) {
  const auto slash = mapped.find('/');
  if (slash == std::string_view::npos) return {{}, trimmed(mapped)};
  return {trimmed(mapped.substr(0, slash)), trimmed(mapped.substr(slash + 1))};
}

const std::vector<std::string_view>& magento_states() {
  static const std::vector<std::string_view> all{"new",        "pending_payment", "payment_review",
                                                 "processing", "holded",          "complete",
                                                 "closed",     "canceled"};
  return all;
}

std::vector<std::string_view> states_of_own(std::string_view status) {
  // Magento's InstallOrderStatusesAndInitialSalesConfig.
  const auto folded = fold_key(status);
  if (folded == "pending") return {"new"};
  if (folded == "fraud") return {"processing", "payment_review"};
  if (folded == "new") return {};
  const auto& states = magento_states();
  const auto same = std::find(states.begin(), states.end(), folded);
  if (same == states.end()) return {};
  return {*same};
}

void set_status(order_record& record, std::string_view mapped) {
  static constexpr std::array<std::pair<std::string_view, order_action>, 5> calls{{
      {"cancel", order_action::cancel},
      {"canceled", order_action::cancel},
      {"hold", order_action::hold},
      {"holded", order_action::hold},
      {"unhold", order_action::unhold},
  }};
  for (const auto& [name, action] : calls)
    if (fold_key(trimmed(mapped)) == name) record.action = action;
  if (record.action != order_action::comment) return;
  const auto [state, status] = split_status(mapped);
  record.state = fold_key(state);
  record.status = states_of_own(status).empty() ? std::string{status} : fold_key(status);
}

std::vector<std::string_view> states_of(const order_record& record) {
  if (!record.state.empty()) return {record.state};
  return states_of_own(record.status);
}

bool belongs(const order_record& record, std::string_view state) {
  const auto states = states_of(record);
  return std::find(states.begin(), states.end(), state) != states.end();
}

}  // namespace acumage::policy
