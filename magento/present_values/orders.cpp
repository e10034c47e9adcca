#include "magento/present_values/orders.hpp"

#include "magento/present_values/pages.hpp"
#include "magento/search_path.hpp"
#include "messages/key.hpp"

#include <set>
#include <utility>

namespace acumage::magento {

namespace {

constexpr const char* number_field = "increment_id";
constexpr const char* erp_field = "ext_order_id";

/// Numbers that the store may have given to an order created from the ERP are found by the ERP's
/// key instead.
bool find_by_erp_key(reading& by, present_questions questions, const found_orders& numbers,
                     found_orders& found) {
  std::vector<std::string> keys;
  for (const auto& each : questions) {
    const auto name = fold_key(trimmed(each.order));
    if (!name.empty() && !numbers.by_value.contains(name) && !numbers.unreadable.contains(name))
      keys.push_back(each.key);
  }
  return find_orders(by, erp_field, keys, found);
}

}  // namespace

std::vector<std::string> order_numbers(present_questions questions) {
  std::vector<std::string> numbers;
  std::set<std::string> seen;
  for (const auto& each : questions) {
    const auto name = fold_key(trimmed(each.order));
    if (!name.empty() && seen.insert(name).second) numbers.emplace_back(trimmed(each.order));
  }
  return numbers;
}

bool find_orders(reading& by, const char* field, const std::vector<std::string>& values,
                 found_orders& found) {
  for (std::span<const std::string> left{values}; !left.empty();) {
    const auto some = left.first(values_of_one_search(left));
    left = left.subspan(some.size());
    const auto page = [&](std::size_t number) {
      search_path path{"/V1/orders"};
      filter_by_values(path, field, some);
      return path.page(largest_page, number)
          .fields("items[entity_id,increment_id,ext_order_id,store_id,state,status],total_count")
          .take();
    };
    const auto take = [&](simdjson::dom::element order) {
      found.by_value[fold_key(trimmed(text_of(order, field)))].push_back(
          {id_of(order, "entity_id"), id_of(order, "store_id"), text_of(order, "state"),
           text_of(order, "status")});
    };
    if (each_item(by, "orders", page, take)) continue;
    if (by.outage()) return false;
    for (const auto& value : some)
      found.unreadable.emplace(fold_key(trimmed(value)), by.unreadable());
  }
  return true;
}

const shown_order* order_of(const found_orders& among, const std::string& number,
                            std::int64_t store, present_value& instead) {
  const auto name = fold_key(trimmed(number));
  if (const auto not_read = among.unreadable.find(name); not_read != among.unreadable.end()) {
    instead = not_read->second;
    return nullptr;
  }
  const auto found = among.by_value.find(name);
  if (found == among.by_value.end()) {
    instead.words =
        number.empty() ? "no store order number is known yet" : "the store has no order " + number;
    return nullptr;
  }
  const auto& all = found->second;
  if (all.size() == 1) return &all.front();
  const shown_order* meant = nullptr;
  for (const auto& each : all)
    if (store != 0 && each.store == store) meant = &each;
  if (meant == nullptr)
    instead = {present_value::kind::unreadable,
               {},
               {},
               "the store has " + std::to_string(all.size()) + " orders " + number +
                   "; expected order_sync.order_store to name the store view of the one that is "
                   "meant"};
  return meant;
}

bool read_orders(reading& by, present_questions questions, std::int64_t store, value_list& values) {
  found_orders numbers;
  found_orders erp_keys;
  if (!find_orders(by, number_field, order_numbers(questions), numbers) ||
      !find_by_erp_key(by, questions, numbers, erp_keys))
    return false;
  for (std::size_t i = 0; i < questions.size(); ++i) {
    const auto* order = order_of(numbers, questions[i].order, store, values[i]);
    present_value none;
    if (order == nullptr && values[i].is == present_value::kind::unknown)
      order = order_of(erp_keys, questions[i].key, store, none);
    if (order != nullptr)
      values[i] = {present_value::kind::held, order->status, order->state, {}};
    else if (none.is == present_value::kind::unreadable)
      values[i] = none;
  }
  return true;
}

}  // namespace acumage::magento
