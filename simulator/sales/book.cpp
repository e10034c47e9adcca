#include "simulator/sales/book.hpp"

#include "simulator/column.hpp"
#include "simulator/customers/customers.hpp"
#include "simulator/sales/rules.hpp"

#include <algorithm>
#include <utility>

namespace acumage::simulator {
namespace {

constexpr std::size_t number_length = 50;  // of increment_id (REST.md 8.5)

bool is_nothing_to_ship(std::string_view product_type) {
  return product_type == "virtual" || product_type == "downloadable";
}

/// The quantities of a line whose order has come this far already.
void move_on(order_item& line, std::string_view state) {
  if (state == "complete" || state == "closed") {
    line.qty_invoiced = line.qty_ordered;
    if (!line.is_virtual) line.qty_shipped = line.qty_ordered;
  }
  if (state == "closed") line.qty_refunded = line.qty_ordered;
  if (state == "canceled") line.qty_canceled = line.qty_ordered;
}

order_item item_from(draft_line line, const order& in) {
  order_item made{.sku = std::move(line.sku),
                  .name = std::move(line.name),
                  .product_type = std::move(line.product_type),
                  .product_id = line.product_id,
                  .qty_ordered = line.qty,
                  .price = line.price,
                  .is_qty_decimal = line.is_qty_decimal};
  if (made.product_type.empty()) made.product_type = "simple";
  if (made.name.empty()) made.name = made.sku;
  made.ships_apart = line.ships_separately.value_or(false);
  made.bills_apart = line.priced_by_part.value_or(false);
  if (line.parent) {
    const auto& parent = in.items.at(*line.parent);
    made.parent_item_id = parent.item_id;
    made.ships_apart = parent.ships_apart;
    made.bills_apart = parent.bills_apart;
  }
  made.is_virtual = is_nothing_to_ship(made.product_type);
  move_on(made, in.state);
  return made;
}

template <class Rows>
auto all_of(const Rows& rows) {
  std::vector<decltype(rows.begin()->second.is)> all;
  for (const auto& [id, row] : rows) all.push_back(row.is);
  return all;
}

}  // namespace

order_item* stored_order::item(std::int64_t id) {
  const auto found = std::find_if(is.items.begin(), is.items.end(),
                                  [&](const auto& one) { return one.item_id == id; });
  return found == is.items.end() ? nullptr : &*found;
}

stored_order* sales_tables::find_order(std::int64_t id) {
  const auto found = orders.find(id);
  return found == orders.end() ? nullptr : &found->second;
}

const stored_order* sales_tables::find_order(std::int64_t id) const {
  const auto found = orders.find(id);
  return found == orders.end() ? nullptr : &found->second;
}

bool sales_tables::is_taken(std::string_view increment_id, std::int64_t store_id,
                            std::int64_t id) const {
  const auto found = by_number.find(collated(as_varchar(increment_id, number_length)));
  if (found == by_number.end() || store_id == 0) return false;
  return std::any_of(found->second.begin(), found->second.end(), [&](std::int64_t other) {
    return other != id && orders.at(other).is.store_id == store_id;
  });
}

stored_order& sales_tables::insert(stored_order what) {
  const auto id = what.is.entity_id;
  std::string number = std::move(what.is.increment_id);
  what.is.increment_id.clear();
  auto& row = orders[id] = std::move(what);
  renumber(row, std::move(number));
  note_erp_key(row);
  return row;
}

void sales_tables::note_erp_key(const stored_order& of) {
  if (of.is.ext_order_id.empty()) return;
  auto& ids = by_erp_key[collated(of.is.ext_order_id)];
  if (std::find(ids.begin(), ids.end(), of.is.entity_id) == ids.end())
    ids.push_back(of.is.entity_id);
}

void sales_tables::insert(stored_shipment what) {
  shipments_of[what.is.order_id].push_back(what.is.entity_id);
  shipments.emplace(what.is.entity_id, std::move(what));
}

void sales_tables::insert(stored_invoice what) {
  invoices_of[what.is.order_id].push_back(what.is.entity_id);
  invoices.emplace(what.is.entity_id, std::move(what));
}

void sales_tables::renumber(stored_order& which, std::string increment_id) {
  const auto id = which.is.entity_id;
  if (const auto before = by_number.find(collated(which.is.increment_id));
      before != by_number.end()) {
    std::erase(before->second, id);
  }
  which.is.increment_id = as_varchar(increment_id, number_length);
  by_number[collated(which.is.increment_id)].push_back(id);
}

std::int64_t sales_book::place(order_draft what) {
  const std::string now = database_time();
  return write([&](sales_tables& all) {
    stored_order made{.placed = true, .created_at = now, .updated_at = now};
    made.is = {.entity_id = ++all.last.order,
               .increment_id = std::move(what.increment_id),
               .store_id = what.store_id,
               .state = std::move(what.state),
               .status = std::move(what.status),
               .customer_email = std::move(what.customer_email),
               .ext_order_id = std::move(what.ext_order_id)};
    auto& order = made.is;
    if (order.increment_id.empty()) order.increment_id = numbered(++all.last.increment);
    if (order.status.empty()) order.status = usual_status(order.state);
    for (auto& line : what.lines) add_item(made, item_from(std::move(line), order), {}, all.last);
    order.is_virtual =
        !order.items.empty() && std::all_of(order.items.begin(), order.items.end(),
                                            [](const auto& line) { return line.is_virtual; });
    if (!order.is_virtual) made.shipping["entity_id"] = static_cast<double>(++all.last.address);
    made.billing["entity_id"] = static_cast<double>(++all.last.address);
    made.payment["entity_id"] = static_cast<double>(++all.last.payment);
    return all.insert(std::move(made)).is.entity_id;
  });
}

std::vector<order> sales_book::orders() const {
  return read([](const sales_tables& all) { return all_of(all.orders); });
}

std::optional<order> sales_book::order_of(std::string_view increment_id) const {
  return read([&](const sales_tables& all) -> std::optional<order> {
    const auto found = all.by_number.find(collated(increment_id));
    if (found == all.by_number.end() || found->second.empty()) return std::nullopt;
    return all.orders.at(found->second.front()).is;
  });
}

std::vector<shipment> sales_book::shipments() const {
  return read([](const sales_tables& all) { return all_of(all.shipments); });
}

std::vector<invoice> sales_book::invoices() const {
  return read([](const sales_tables& all) { return all_of(all.invoices); });
}

std::string numbered(std::int64_t count) {
  const std::string digits = std::to_string(count);
  return std::string(digits.size() < 9 ? 9 - digits.size() : 0, '0') + digits;
}

void add_item(stored_order& to, order_item what, record columns, sales_numbers& last) {
  what.item_id = ++last.order_item;
  to.is.items.push_back(std::move(what));
  to.item_columns.push_back(std::move(columns));
}

}  // namespace acumage::simulator
