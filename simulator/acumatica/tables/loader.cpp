#include "simulator/acumatica/tables/loader.hpp"

#include <array>
#include <string_view>
#include <utility>
#include <vector>

namespace acumage::simulator::acumatica {
namespace {

constexpr std::int64_t million = 1'000'000;

std::string numbered(std::string_view prefix, std::size_t number, std::size_t digits) {
  std::string text = std::to_string(number);
  if (text.size() < digits) text.insert(0, digits - text.size(), '0');
  return std::string{prefix} + text;
}

cell text(std::string_view value) { return std::string{value}; }
cell whole(std::size_t value) { return static_cast<std::int64_t>(value); }
cell decimal_of(std::int64_t units, std::int64_t cents = 0) {
  return units * million + cents * (million / 100);
}

/// Times a millisecond apart.
class times {
 public:
  explicit times(moment until) : next_{until} {}
  cell next() {
    next_ -= std::chrono::milliseconds{1};
    return time_cell(next_);
  }

 private:
  moment next_;
};

std::int64_t spread(std::size_t number, std::size_t below) {
  return static_cast<std::int64_t>((number * 7919 + 13) % below);
}

void load_items(database& to, const sizes& of, times& at) {
  std::vector<row> items;
  std::vector<row> cells;
  items.reserve(of.items);
  cells.reserve(of.items * of.warehouses);
  for (std::size_t i = 1; i <= of.items; ++i) {
    const auto sku = item_number(i);
    items.push_back(
        {text(sku), decimal_of(spread(i, 500) + 1, spread(i, 100)), text("Active"), at.next()});
    for (std::size_t w = 1; w <= of.warehouses; ++w) {
      const auto hand = spread(i * 31 + w, 200);
      const auto held = std::min<std::int64_t>(hand, spread(i + w, 10));
      cells.push_back({text(sku), text(warehouse_number(w)), decimal_of(hand),
                       decimal_of(hand - held), decimal_of(hand - held), at.next()});
    }
  }
  to.append(entity::item, std::move(items));
  to.append(entity::quantity, std::move(cells));
}

void load_sales_prices(database& to, const sizes& of, times& at) {
  std::vector<row> rows;
  for (std::size_t i = 1; i <= of.sales_prices; ++i)
    rows.push_back({whole(i), text("Base"), cell{}, text(item_number(i)), text("EA"), cell{},
                    decimal_of(0), decimal_of(spread(i, 400) + 1, 99), text("USD"), whole(0),
                    cell{}, cell{}, at.next()});
  to.append(entity::sales_price, std::move(rows));
}

void load_customers(database& to, const sizes& of, times& at) {
  std::vector<row> rows;
  for (std::size_t i = 1; i <= of.customers; ++i) {
    const auto number = numbered("", i, 6);
    rows.push_back({text("C" + number), text("Pat Buyer" + number),
                    text("buyer" + number + "@example.net"), text("GLOBAL"), cell{}, text("Active"),
                    text("Pat"), text("Buyer" + number), text(std::to_string(i) + " Main Street"),
                    cell{}, text("Springfield"), text("IL"), text("US"), text("62701"),
                    text("555-0100"), at.next()});
  }
  to.append(entity::customer, std::move(rows));
}

struct line {
  std::string order;
  std::size_t number;
  std::string item;
  std::int64_t quantity;
};

std::vector<line> lines_of(const sizes& of, std::size_t order) {
  std::vector<line> lines;
  for (std::size_t number = 1; number <= 2; ++number) {
    const auto item =
        static_cast<std::size_t>(spread(order * 2 + number, of.items == 0 ? 1 : of.items));
    lines.push_back(
        {numbered("SO", order, 6), number, item_number(item + 1), spread(order + number, 5) + 1});
  }
  return lines;
}

void load_orders(database& to, const sizes& of, times& at) {
  std::vector<row> orders;
  std::vector<row> lines;
  for (std::size_t i = 1; i <= of.orders; ++i) {
    std::int64_t total = 0;
    for (const auto& one : lines_of(of, i)) {
      total += one.quantity * 10;
      lines.push_back({text("SO"), text(one.order), whole(one.number), text(one.item),
                       decimal_of(one.quantity), decimal_of(10), decimal_of(one.quantity * 10)});
    }
    const auto customer = static_cast<std::size_t>(spread(i, of.customers == 0 ? 1 : of.customers));
    const auto changed = at.next();
    orders.push_back({text("SO"), text(numbered("SO", i, 6)), text("Open"),
                      text(numbered("", i, 9)), cell{}, text(numbered("C", customer + 1, 6)),
                      text(numbered("buyer", customer + 1, 6) + "@example.net"), decimal_of(total),
                      text("USD"), changed, changed});
  }
  to.append(entity::order, std::move(orders));
  to.append(entity::order_line, std::move(lines));
}

void load_shipments(database& to, const sizes& of, times& at) {
  std::vector<row> rows;
  for (std::size_t i = 1; i <= std::min(of.shipments, of.orders); ++i) {
    const auto changed = at.next();
    for (const auto& one : lines_of(of, i))
      rows.push_back({text(numbered("SH", i, 6)), whole(one.number), text("Shipment"),
                      text("Issue"), text("Confirmed"), changed, text("UPS"), text("EAST"),
                      text("SO"), text(one.order), text(numbered("", i, 9)), whole(one.number),
                      text(one.item), decimal_of(one.quantity), text(numbered("1Z", i, 10)), cell{},
                      changed});
  }
  to.append(entity::shipment, std::move(rows));
}

}  // namespace

std::string item_number(std::size_t number) { return numbered("SKU-", number, 6); }

std::string warehouse_number(std::size_t number) {
  static constexpr std::array<std::string_view, 4> names{"EAST", "WEST", "NORTH", "SOUTH"};
  return number <= names.size() ? std::string{names.at(number - 1)} : numbered("WH", number, 2);
}

void load(database& to, const sizes& how_many, moment until) {
  times at{until};
  load_items(to, how_many, at);
  load_sales_prices(to, how_many, at);
  load_customers(to, how_many, at);
  load_orders(to, how_many, at);
  load_shipments(to, how_many, at);
}

}  // namespace acumage::simulator::acumatica
