#include "simulator/sales.hpp"

#include <utility>

namespace acumage::simulator {
namespace {

/// Nine digits with zeros in front, as the store numbers what it sells.
std::string numbered(std::size_t count) {
  const std::string digits = std::to_string(count);
  return std::string(digits.size() < 9 ? 9 - digits.size() : 0, '0') + digits;
}

}  // namespace

std::int64_t sales::place(order_draft what) {
  std::lock_guard lock{mutex_};
  order made{.entity_id = static_cast<std::int64_t>(orders_.size()) + 1,
             .increment_id = std::move(what.increment_id),
             .store_id = what.store_id,
             .state = std::move(what.state),
             .status = std::move(what.status),
             .customer_email = std::move(what.customer_email),
             .ext_order_id = std::move(what.ext_order_id)};
  if (made.increment_id.empty()) made.increment_id = numbered(orders_.size() + 1);
  if (made.status.empty()) made.status = made.state == "new" ? "pending" : made.state;
  for (auto& line : what.lines) {
    const auto parent = line.parent ? made.items.at(*line.parent).item_id : 0;
    made.items.push_back({.item_id = ++last_item_,
                          .parent_item_id = parent,
                          .sku = std::move(line.sku),
                          .product_type = std::move(line.product_type),
                          .qty_ordered = line.qty,
                          .price = line.price});
  }
  orders_.push_back(std::move(made));
  return orders_.back().entity_id;
}

std::vector<order> sales::orders() const {
  std::lock_guard lock{mutex_};
  return orders_;
}

std::optional<order> sales::order_of(std::string_view increment_id) const {
  std::lock_guard lock{mutex_};
  for (const auto& one : orders_)
    if (one.increment_id == increment_id) return one;
  return std::nullopt;
}

std::vector<shipment> sales::shipments() const {
  std::lock_guard lock{mutex_};
  return shipments_;
}

std::vector<invoice> sales::invoices() const {
  std::lock_guard lock{mutex_};
  return invoices_;
}

}  // namespace acumage::simulator
