#include "policy/sync_text.hpp"

#include "messages/decimal.hpp"
#include "messages/key.hpp"
#include "policy/order_states.hpp"

#include <map>
#include <utility>

namespace acumage::policy {

std::string status_text(const order_record& record) {
  switch (record.action) {
    case order_action::cancel: return "canceled";
    case order_action::hold: return "holded";
    case order_action::unhold: return "not holded";
    case order_action::comment: break;
  }
  return record.status;
}

bool suffices(const order_record& record, std::string_view state, std::string_view status) {
  const bool held = state == "holded";
  const bool cancelled = state == "canceled";
  const bool over = state == "complete" || state == "closed";
  switch (record.action) {
    case order_action::cancel: return cancelled;
    case order_action::hold: return held || over;
    case order_action::unhold: return !held;
    case order_action::comment: break;
  }
  if (fold_key(record.status) == fold_key(status)) return true;
  return !cancelled && (over || !belongs(record, state));
}

std::string lines_text(std::span<const shipment_line> lines) {
  std::map<std::string, std::pair<std::string, decimal>> by_sku;
  for (const auto& line : lines) {
    const auto quantity = decimal::parse(line.quantity);
    auto& [sku, sum] = by_sku[fold_key(trimmed(line.sku))];
    if (sku.empty()) sku = trimmed(line.sku);
    if (quantity) sum = sum + *quantity;
  }
  std::string text;
  for (const auto& [folded, line] : by_sku)
    if (!line.second.zero())
      text += (text.empty() ? "" : " ") + line.first + '=' + line.second.to_string();
  return text.empty() ? "none" : text;
}

}  // namespace acumage::policy
