#include "messages/unmapped.hpp"

#include "messages/key.hpp"

#include <array>
#include <utility>

namespace acumage {

namespace {

constexpr std::size_t most_values = 1000;

struct kind_remedy {
  std::string_view kind;
  std::string_view setting;
  std::string_view before;  ///< of the value, in the line
  std::string_view after;
};

constexpr std::array<kind_remedy, 8> remedies{{
    {"shipment_status", "shipment_statuses", "", " = confirmed, released or open"},
    {"shipment_type", "shipment_types", "", " = shipment, drop_shipment or transfer"},
    {"shipment_operation", "shipment_operations", "", " = issue or receipt"},
    {"item_status", "item_statuses", "", " = sold or not_sold"},
    {"ship_via", "ship_via", "", " = carrier code, title"},
    {"warehouse", "warehouse_sources", "", " = source code"},
    {"class", "customer_sync.classes", "classes = …, ", ""},
    {"status", "order_statuses", "", " = Magento status"},
}};

}  // namespace

unmapped_remedy remedy_of(std::string_view kind, const std::string& value) {
  for (const auto& each : remedies) {
    if (each.kind != kind) continue;
    std::string line{each.before};
    line += value;
    line += each.after;
    return {std::string{each.setting}, std::move(line)};
  }
  return {};
}

bool unmapped_table::note(std::string_view kind, const std::string& value,
                          const std::string& example, std::int64_t now_us) {
  const std::lock_guard guard{mutex_};
  auto& values = kinds_[std::string{kind}];
  auto found = values.find(fold_key(value));
  if (found == values.end()) {
    if (values.size() == most_values) return false;
    found =
        values.emplace(fold_key(value), unmapped_value{std::string{kind}, value, {}, 0, 0}).first;
  }
  found->second.example = example;
  found->second.last_at_us = now_us;
  return ++found->second.count == 1;
}

std::vector<unmapped_value> unmapped_table::list() const {
  const std::lock_guard guard{mutex_};
  std::vector<unmapped_value> all;
  for (const auto& [kind, values] : kinds_)
    for (const auto& [name, value] : values) all.push_back(value);
  return all;
}

void unmapped_table::clear() {
  const std::lock_guard guard{mutex_};
  kinds_.clear();
}

}  // namespace acumage
