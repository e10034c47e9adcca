// POST /V1/orders and PUT /V1/orders/create, which write an order's rows as they come, and
// PUT /V1/orders/:id, which writes an address (REST.md 6). Almost nothing is checked.
#include "simulator/body.hpp"
#include "simulator/customers/customers.hpp"
#include "simulator/orders/entity.hpp"
#include "simulator/orders/json.hpp"
#include "simulator/orders/stored_entity.hpp"
#include "simulator/php_json.hpp"
#include "simulator/sales/columns.hpp"
#include "simulator/sales/lookup.hpp"
#include "simulator/sales/rules.hpp"

#include <simdjson.h>

#include <algorithm>
#include <utility>

namespace acumage::simulator {
namespace {

/// What is still to be paid is never stored as it was sent.
void set_due(record& head) {
  for (const std::string base : {"", "base_"})
    head[base + "total_due"] =
        std::max(number_in(head, base + "grand_total") - number_in(head, base + "total_paid"), 0.0);
}

/// Gives numbers to a new order's rows, in the order in which the database gets them.
void number_rows(order_entity& entity, std::int64_t id, const std::string& now,
                 sales_numbers& last) {
  entity.head["entity_id"] = static_cast<double>(id);
  for (const auto* column : {"created_at", "updated_at"}) entity.head[column] = now;
  for (auto& line : entity.items) {
    line["item_id"] = static_cast<double>(++last.order_item);
    line["order_id"] = static_cast<double>(id);
    for (const auto* column : {"created_at", "updated_at"}) line[column] = now;
  }
  (*entity.payment)["entity_id"] = static_cast<double>(++last.payment);
  (*entity.payment)["parent_id"] = static_cast<double>(id);
}

void number_address(record& address, const char* type, std::int64_t order_id, sales_numbers& last) {
  address["entity_id"] = static_cast<double>(++last.address);
  address["parent_id"] = static_cast<double>(order_id);
  address["address_type"] = std::string{type};
}

/// The columns that the store fills in (transcript rows 614 and 630).
void fill_in(order_entity& entity, const shop& of, sales_numbers& last) {
  auto& head = entity.head;
  if (text_in(head, "increment_id").empty()) head["increment_id"] = numbered(++last.increment);
  if (!head.contains("customer_email") && entity.billing)
    set_text(head, "customer_email", text_in(*entity.billing, "email"));
  head["protect_code"] = std::string(32, '0');
  head["total_item_count"] = static_cast<double>(
      std::count_if(entity.items.begin(), entity.items.end(),
                    [](const auto& line) { return !line.contains("parent_item_id"); }));
  set_text(head, "store_name",
           store_name(of.goods, static_cast<std::int64_t>(number_in(head, "store_id"))));
  set_due(head);
}

std::string extension_json(const order_entity& entity) {
  std::string shipping;
  if (entity.shipping->address)
    shipping += "\"address\":" + address_json(*entity.shipping->address);
  if (!entity.shipping->method.empty())
    shipping +=
        (shipping.empty() ? "" : ",") + ("\"method\":" + php_string(entity.shipping->method));
  return R"({"shipping_assignments":[{"shipping":{)" + shipping +
         "},\"items\":" + (entity.shipping->has_items ? "[]" : "null") + "}]}";
}

/// The reply shows what was sent, not what the database kept of it (transcript row 636).
std::string saved_json(const order_entity& entity) {
  record shown = entity.head;
  std::string items;
  for (const auto& line : entity.items) items += (items.empty() ? "" : ",") + item_json(line);
  shown["items"] = json_part{'[' + items + ']'};
  if (entity.billing) {
    shown["billing_address_id"] = number_in(*entity.billing, "entity_id");
    shown["billing_address"] = json_part{address_json(*entity.billing)};
  }
  shown["payment"] = json_part{payment_json(*entity.payment)};
  shown["status_histories"] = json_part{"[]"};
  if (entity.shipping) shown["extension_attributes"] = json_part{extension_json(entity)};
  return to_json(shown, order_columns());
}

answer no_such_store() {
  return refusal(404, "The store that was requested wasn't found. Verify the store and try again.");
}

answer not_unique() { return refusal(400, "Unique constraint violation found"); }

answer unusable_address(const std::string& problems) {
  answer made = refusal(400, "We can't save the address:\n%1");
  made.body.pop_back();
  made.body += ",\"parameters\":[" + php_string(problems) + "]}";
  return made;
}

bool knows_store(const shop& of, const record& head) {
  const auto& views = of.goods.views();
  return !head.contains("store_id") ||
         std::any_of(views.begin(), views.end(),
                     [&](const auto& one) { return one.id == number_in(head, "store_id"); });
}

bool knows_customer(const shop& of, const record& head) {
  return !head.contains("customer_id") ||
         of.accounts.find(static_cast<std::int64_t>(number_in(head, "customer_id")));
}

answer insert_order(shop& of, sales_tables& all, order_entity entity) {
  if (!entity.payment) return refusal(400, "Please provide payment for the order.");
  if (!knows_store(of, entity.head)) return no_such_store();
  fill_in(entity, of, all.last);
  const auto id = ++all.last.order;  // used up, whatever comes
  if (!knows_customer(of, entity.head)) return internal_error(of.reports++);
  if (all.is_taken(text_in(entity.head, "increment_id"),
                   static_cast<std::int64_t>(number_in(entity.head, "store_id")), id)) {
    return not_unique();
  }
  const auto now = database_time();
  number_rows(entity, id, now, all.last);
  if (entity.billing) {
    if (const auto problems = address_problems(*entity.billing); !problems.empty())
      return unusable_address(problems);
    number_address(*entity.billing, "billing", id, all.last);
  }
  if (entity.shipping && entity.shipping->address) {
    if (const auto problems = address_problems(*entity.shipping->address); !problems.empty())
      return unusable_address(problems);
    number_address(*entity.shipping->address, "shipping", id, all.last);
  }
  answer made{.body = saved_json(entity), .rows = 1};
  auto& stored = all.insert(stored_from(std::move(entity), id, now));
  settle(stored.is);
  return made;
}

/// Lines with an item_id of the order are written over, others added.
void save_items(stored_order& to, std::vector<record> lines, sales_numbers& last) {
  for (auto& line : lines) {
    const auto id = static_cast<std::int64_t>(number_in(line, "item_id"));
    const auto found = std::find_if(to.is.items.begin(), to.is.items.end(),
                                    [&](const auto& one) { return one.item_id == id; });
    if (found == to.is.items.end()) {
      order_item item;
      take_item(line, item);
      add_item(to, std::move(item), std::move(line), last);
      continue;
    }
    take_item(line, *found);
    auto& columns = to.item_columns[static_cast<std::size_t>(found - to.is.items.begin())];
    for (auto& [column, value] : line) columns.insert_or_assign(column, std::move(value));
  }
}

/// Columns that are not sent stay as they are, though the reply shows them as null (row 638).
answer update_order(shop& of, sales_tables& all, stored_order& order, order_entity entity) {
  if (!knows_store(of, entity.head)) return no_such_store();
  const auto number = text_in(entity.head, "increment_id");
  order_entity changed = entity;
  auto is = order.is;
  take_head(changed.head, is);
  if (all.is_taken(number.empty() ? is.increment_id : number, is.store_id, is.entity_id))
    return not_unique();
  order.is = std::move(is);
  all.note_erp_key(order);
  if (!number.empty()) all.renumber(order, number);
  for (auto& [column, value] : changed.head) order.columns.insert_or_assign(column, value);
  save_items(order, std::move(changed.items), all.last);
  order.updated_at = database_time();
  settle(order.is);

  record shown = std::move(entity.head);
  set_due(shown);
  shown["created_at"] = order.created_at;
  shown["updated_at"] = order.updated_at;
  shown["items"] = json_part{stored_items_json(order)};
  if (!order.billing.empty()) {
    shown["billing_address_id"] = number_in(order.billing, "entity_id");
    shown["billing_address"] = json_part{stored_billing_json(order)};
  }
  shown["payment"] = json_part{stored_payment_json(order)};
  shown["status_histories"] = json_part{histories_json(order.is)};
  return {.body = to_json(shown, order_columns()), .rows = 1};
}

answer save_order(shop& of, const call& from) {
  answer made;
  const auto body = decode(from.what, parser_of_thread(), made);
  if (!body) return made;
  const auto given = required(*body, "entity", made);
  order_entity entity;
  if (!given || !read_order_entity(*given, entity, made)) return made;
  const auto id = static_cast<std::int64_t>(number_in(entity.head, "entity_id"));
  return written(of, [&](sales_tables& all) {
    auto* const stored = all.find_order(id);
    if (stored != nullptr) return update_order(of, all, *stored, std::move(entity));
    return insert_order(of, all, std::move(entity));
  });
}

/// Without an id of its own it is one more address, which the order does not show (row 640).
answer save_address(shop& of, const call& from) {
  answer made;
  const auto body = decode(from.what, parser_of_thread(), made);
  if (!body) return made;
  const auto given = required(*body, "entity", made);
  record address;
  if (!given || !read_order_address(*given, "", address, made)) return made;
  return with_order(of, from, [&](sales_tables& all, stored_order& order) {
    if (const auto problems = address_problems(address); !problems.empty())
      return unusable_address(problems);
    const auto id = number_in(address, "entity_id");
    address["parent_id"] = static_cast<double>(order.is.entity_id);
    for (auto* own : {&order.billing, &order.shipping}) {
      if (id == 0 || number_in(*own, "entity_id") != id) continue;
      for (const auto& [column, value] : address) own->insert_or_assign(column, value);
    }
    if (id == 0) address["entity_id"] = static_cast<double>(++all.last.address);
    return answer{.body = address_json(address), .rows = 1};
  });
}

}  // namespace

route_table order_saving_routes() {
  constexpr std::string_view creates = "Magento_Sales::create";
  return {{"POST", "orders", creates, save_order, lock_lost},
          {"PUT", "orders/create", creates, save_order, lock_lost},
          {"PUT", "orders/:parent_id", creates, save_address, lock_lost}};
}

}  // namespace acumage::simulator
