// Orders as the store shows them.
#pragma once

#include "simulator/catalogue.hpp"
#include "simulator/sales/book.hpp"

#include <string>
#include <string_view>

namespace acumage::simulator {

/// As shown by GET /V1/orders/:id; `goods` has the names of websites and store views.
std::string order_json(const stored_order& what, const catalogue& goods);

/// Its lines as stored in the database.
std::string stored_items_json(const stored_order& what);
/// One of them, as shown by GET /V1/orders/items.
std::string stored_item_json(const stored_order& what, std::size_t index);
/// One line as it was sent; missing totals with tax are derived from those without.
std::string item_json(const record& line);

/// As shown in the order: the region's text replaces a missing code.
std::string address_json(record address);
std::string payment_json(record payment);
/// Those of the database.
std::string stored_billing_json(const stored_order& what);
std::string stored_payment_json(const stored_order& what);
std::string comment_json(const sales_comment& what, std::int64_t order_id);
/// Newest first.
std::string histories_json(const order& of);

/// "Main Website\nMain Website Store\nDefault Store View"; the default view's for 0.
std::string store_name(const catalogue& goods, std::int64_t store_id);

}  // namespace acumage::simulator
