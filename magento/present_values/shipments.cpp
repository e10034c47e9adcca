// Shipments: the lines under the markers of the order's shipments (REST.md 4.4).

#include "magento/present_values/orders.hpp"
#include "magento/present_values/pages.hpp"
#include "magento/search_path.hpp"
#include "magento/shipments/marker.hpp"
#include "policy/shipment_order.hpp"
#include "policy/sync_text.hpp"

#include <map>
#include <set>
#include <string>

namespace acumage::magento {

namespace {

struct found_markers {
  std::map<std::int64_t, std::vector<std::string>> by_order;  ///< comments that are markers
  std::map<std::int64_t, present_value> unreadable;
};

void take_markers(simdjson::dom::element shipment, found_markers& found) {
  simdjson::dom::array comments;
  if (shipment["comments"].get(comments) != simdjson::SUCCESS) return;
  for (const auto each : comments)
    if (auto text = text_of(each, "comment"); is_marker(text))
      found.by_order[id_of(shipment, "order_id")].push_back(std::move(text));
}

bool find_markers(reading& by, const std::vector<std::string>& orders, found_markers& found) {
  for (std::span<const std::string> left{orders}; !left.empty();) {
    const auto some = left.first(values_of_one_search(left));
    left = left.subspan(some.size());
    const auto page = [&](std::size_t number) {
      search_path path{"/V1/shipments"};
      filter_by_values(path, "order_id", some);
      return path.page(largest_page, number)
          .fields("items[order_id,comments[comment]],total_count")
          .take();
    };
    const auto take = [&](simdjson::dom::element shipment) { take_markers(shipment, found); };
    if (each_item(by, "shipments", page, take)) continue;
    if (by.outage()) return false;
    for (const auto& order : some) found.unreadable.emplace(std::stoll(order), by.unreadable());
  }
  return true;
}

/// All parts of the shipment: its first one and supplements.
std::string shipped_text(const std::vector<std::string>& comments, std::string_view key) {
  const auto [number, erp_order] = policy::split_shipment_key(key);
  policy::shipment_order of;
  of.shipment = number;
  of.erp_order = erp_order;
  std::vector<policy::shipment_line> lines;
  std::set<int> parts;  // a repeated marker names what was shipped once
  for (const auto& each : comments)
    if (auto marker = read_marker(each, of); marker && parts.insert(marker->part).second)
      lines.insert(lines.end(), marker->lines.begin(), marker->lines.end());
  return policy::lines_text(lines);
}

}  // namespace

bool read_shipments(reading& by, present_questions questions, std::int64_t store,
                    value_list& values) {
  found_orders orders;
  if (!find_orders(by, "increment_id", order_numbers(questions), orders)) return false;
  std::vector<const shown_order*> of(questions.size());
  std::set<std::string> ids;
  for (std::size_t i = 0; i < questions.size(); ++i) {
    of[i] = order_of(orders, questions[i].order, store, values[i]);
    if (of[i] != nullptr) ids.insert(std::to_string(of[i]->id));
  }
  found_markers markers;
  if (!find_markers(by, {ids.begin(), ids.end()}, markers)) return false;
  for (std::size_t i = 0; i < questions.size(); ++i) {
    if (of[i] == nullptr) continue;
    if (const auto lost = markers.unreadable.find(of[i]->id); lost != markers.unreadable.end())
      values[i] = lost->second;
    else
      values[i] = {present_value::kind::held,
                   shipped_text(markers.by_order[of[i]->id], questions[i].key),
                   {},
                   {}};
  }
  return true;
}

}  // namespace acumage::magento
