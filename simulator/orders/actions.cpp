// POST /V1/orders/:id/…: comments, cancel, hold and unhold (REST.md 6).
#include "simulator/body.hpp"
#include "simulator/column.hpp"
#include "simulator/customers/customers.hpp"
#include "simulator/php_json.hpp"
#include "simulator/sales/columns.hpp"
#include "simulator/sales/lookup.hpp"
#include "simulator/sales/rules.hpp"

#include <simdjson.h>

namespace acumage::simulator {
namespace {

answer done(stored_order& order) {
  order.updated_at = database_time();
  return {.body = "true", .rows = 1};
}

/// 200 false when there is nothing left to invoice (transcript rows 398 and 643).
answer cancel_order(shop& of, const call& from) {
  return with_order(of, from, [&](sales_tables&, stored_order& order) -> answer {
    if (!can_cancel(order.is)) return {.body = "false"};
    cancel(order.is);
    return done(order);
  });
}

answer hold_order(shop& of, const call& from) {
  return with_order(of, from, [&](sales_tables&, stored_order& order) {
    if (!can_hold(order.is)) return refusal(400, "A hold action is not available.");
    hold(order.is);
    return done(order);
  });
}

answer unhold_order(shop& of, const call& from) {
  return with_order(of, from, [&](sales_tables&, stored_order& order) {
    if (!can_unhold(order.is)) return refusal(400, "You cannot remove the hold.");
    unhold(order.is);
    return done(order);
  });
}

/// The line break and the blanks are Magento's (transcript row 517).
answer foreign_status(std::string_view status) {
  answer made = refusal(400,
                        "Unable to add comment: The status \"%1\" is not part of the order\n"
                        "                 status history.");
  made.body.pop_back();
  made.body += ",\"parameters\":[" + php_string(status) + "]}";
  return made;
}

answer add_comment(shop& of, const call& from) {
  answer made;
  const auto body = decode(from.what, parser_of_thread(), made);
  if (!body) return made;
  const auto entry = required(*body, "statusHistory", made);
  record given;
  if (!entry || !record_reader{status_history_columns()}.read(*entry, given, made)) return made;
  return with_order(of, from, [&](sales_tables& all, stored_order& order) {
    const std::string status = text_in(given, "status");
    // Not even another one that is assigned to the order's state (rows 1087 and 1098).
    if (!status.empty() && status != order.is.status) return foreign_status(status);
    order.is.comments.push_back(
        {.entity_id = ++all.last.order_comment,
         .comment = as_varchar(text_in(given, "comment"), longest_text),
         .status = order.is.status,
         .is_customer_notified =
             static_cast<std::int64_t>(number_in(given, "is_customer_notified")),
         .is_visible_on_front = static_cast<std::int64_t>(number_in(given, "is_visible_on_front")),
         .created_at = database_time()});
    return done(order);
  });
}

}  // namespace

route_table order_action_routes() {
  return {{"POST", "orders/:id/comments", "Magento_Sales::comment", add_comment, lock_lost},
          {"POST", "orders/:id/cancel", "Magento_Sales::cancel", cancel_order, lock_lost},
          {"POST", "orders/:id/hold", "Magento_Sales::hold", hold_order, lock_lost},
          {"POST", "orders/:id/unhold", "Magento_Sales::unhold", unhold_order, lock_lost}};
}

}  // namespace acumage::simulator
