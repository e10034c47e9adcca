// GET /V1/orders…: orders, their lines, their comments and their status (REST.md 4.3 and 6).
#include "simulator/orders/json.hpp"
#include "simulator/php_json.hpp"
#include "simulator/sales/lookup.hpp"

#include <utility>

namespace acumage::simulator {
namespace {

const std::vector<column>& order_search_columns() {
  static const std::vector<column> all{{"increment_id"},
                                       {"entity_id", column_kind::number},
                                       {"store_id", column_kind::number},
                                       {"customer_id", column_kind::number},
                                       {"ext_order_id"},
                                       {"state"},
                                       {"status"},
                                       {"customer_email"},
                                       {"created_at"},
                                       {"updated_at"}};
  return all;
}

/// An order as a search sees it.
class order_line {
 public:
  explicit order_line(const stored_order& of) : of_{of} {}

  cell at(std::size_t column) const {
    const auto& order = of_.is;
    switch (column) {
      case 0: return text_cell(order.increment_id, scratch_);
      case 1: return id_cell(order.entity_id);
      case 2: return id_cell(order.store_id);
      case 3: return id_cell(static_cast<std::int64_t>(number_in(of_.columns, "customer_id")));
      case 4: return text_cell(order.ext_order_id, scratch_);
      case 5: return text_cell(order.state, scratch_);
      case 6: return text_cell(order.status, scratch_);
      case 7: return text_cell(order.customer_email, scratch_);
      case 8: return text_cell(of_.created_at, scratch_);
      default: return text_cell(of_.updated_at, scratch_);
    }
  }

 private:
  const stored_order& of_;
  mutable std::string scratch_;
};

using order_list = std::vector<const stored_order*>;

/// All that may pass: those of the numbers or ERP keys asked for, else all.
order_list candidates(const sales_tables& all, const row_search& how) {
  order_list found;
  const bool numbered = how.only(0).has_value();
  const auto named = numbered ? how.only(0) : how.only(4);
  if (!named) {
    for (const auto& [id, one] : all.orders) found.push_back(&one);
    return found;
  }
  const auto& index = numbered ? all.by_number : all.by_erp_key;
  for (const auto& name : *named) {
    const auto ids = index.find(name);
    if (ids == index.end()) continue;
    for (const auto id : ids->second) found.push_back(all.find_order(id));
  }
  std::sort(found.begin(), found.end(), [](const auto* left, const auto* right) {
    return left->is.entity_id < right->is.entity_id;
  });
  return found;
}

answer list_orders(shop& of, const call& from) {
  answer made;
  const auto search = search_of(of, from, order_search_columns(), made);
  if (!search) return made;
  made.body = of.sold.read([&](const sales_tables& all) {
    return page_json(
        *search, candidates(all, search->how), [](const auto* one) { return order_line{*one}; },
        [&](const auto* one) { return order_json(*one, of.goods); });
  });
  of.seen.read();
  return made;
}

/// Reads the order in the path; `write` makes the body of it.
template <class Write>
answer read_of_order(shop& of, const call& from, Write write) {
  answer made;
  const auto id = path_id(from, made);
  if (!id) return made;
  made = of.sold.read([&](const sales_tables& all) -> answer {
    const auto* const found = all.find_order(*id);
    return found == nullptr ? no_such_sale() : answer{.body = write(*found)};
  });
  if (made.status == 200) of.seen.read();
  return made;
}

answer read_order(shop& of, const call& from) {
  return read_of_order(of, from, [&](const auto& one) { return order_json(one, of.goods); });
}

answer read_status(shop& of, const call& from) {
  return read_of_order(of, from, [](const auto& one) { return php_string(one.is.status); });
}

answer list_comments(shop& of, const call& from) {
  return read_of_order(of, from, [](const auto& one) {
    std::string json;
    for (const auto& comment : one.is.comments)
      json += (json.empty() ? "" : ",") + comment_json(comment, one.is.entity_id);
    const criteria asked{
        .groups = {{{.field = "parent_id", .value = std::to_string(one.is.entity_id)}}}};
    return search_result(json, asked, one.is.comments.size());
  });
}

/// A line of an order as a search sees it.
class item_line {
 public:
  item_line(std::int64_t order_id, const order_item& of) : order_id_{order_id}, of_{of} {}

  cell at(std::size_t column) const {
    switch (column) {
      case 0: return id_cell(order_id_);
      case 1: return id_cell(of_.item_id);
      case 2: return id_cell(of_.product_id);
      default: return text_cell(of_.sku, scratch_);
    }
  }

 private:
  std::int64_t order_id_;
  const order_item& of_;
  mutable std::string scratch_;
};

answer list_items(shop& of, const call& from) {
  answer made;
  const auto search = search_of(of, from,
                                {{"order_id", column_kind::number},
                                 {"item_id", column_kind::number},
                                 {"product_id", column_kind::number},
                                 {"sku"}},
                                made);
  if (!search) return made;
  made.body = of.sold.read([&](const sales_tables& all) {
    std::vector<std::pair<const stored_order*, std::size_t>> rows;
    for (const auto& [id, one] : all.orders)
      for (std::size_t i = 0; i < one.is.items.size(); ++i) rows.emplace_back(&one, i);
    return page_json(
        *search, std::move(rows),
        [](const auto& row) {
          return item_line{row.first->is.entity_id, row.first->is.items[row.second]};
        },
        [](const auto& row) { return stored_item_json(*row.first, row.second); });
  });
  of.seen.read();
  return made;
}

}  // namespace

route_table order_routes() {
  constexpr std::string_view reads = "Magento_Sales::actions_view";
  return {{"GET", "orders", reads, list_orders},
          {"GET", "orders/items", reads, list_items},
          {"GET", "orders/:id", reads, read_order},
          {"GET", "orders/:id/statuses", reads, read_status},
          {"GET", "orders/:id/comments", reads, list_comments}};
}

}  // namespace acumage::simulator
