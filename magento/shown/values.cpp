#include "magento/shown/values.hpp"

#include "magento/customers/value.hpp"
#include "magento/orders/value.hpp"
#include "magento/shipments/value.hpp"
#include "policy/coalescing.hpp"
#include "policy/sync_text.hpp"

#include <exception>

namespace acumage::magento {

std::optional<std::string> compared_text(entity which, const std::string& value) try {
  if (value.empty()) return std::nullopt;
  if (which == entity::order) {
    const auto record = read_order_value(value);
    return record.waits.empty() ? std::optional{policy::status_text(record)} : std::nullopt;
  }
  if (which == entity::customer) {
    const auto record = read_customer_value(value);
    return record && record->missing.empty() ? std::optional{record->email} : std::nullopt;
  }
  if (which != entity::shipment) return value;
  const auto order = read_shipment_order(value);
  if (!order || order->order.empty()) return std::nullopt;
  return policy::lines_text(order->lines);
} catch (const std::exception&) {
  return std::nullopt;  // not written by policy::encode: a digest
}

std::optional<std::string> shown_text(entity which, const std::string& value) {
  auto text = compared_text(which, value);
  if (!text || which != entity::customer) return text;
  const auto record = read_customer_value(value);
  return *text + ", " + record->first_name + " " + record->last_name + ", group " +
         std::to_string(record->group);
}

void show_values(std::vector<ending>& ends) {
  for (auto& each : ends) {
    if (!policy::is_document(each.entity)) continue;
    each.value = shown_text(each.entity, each.value).value_or("");
    if (each.mark && each.mark->value) each.mark->text = each.value;
  }
}

}  // namespace acumage::magento
