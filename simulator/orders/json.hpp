// Orders as the store shows them.
#pragma once

#include "simulator/catalogue.hpp"
#include "simulator/sales/book.hpp"

#include <string>
#include <string_view>

namespace acumage::simulator {

/// As GET /V1/orders/:id shows it; `goods` has the names of websites and store views.
std::string order_json(const stored_order& what, const catalogue& goods);

/// Its lines as they are in the database.
std::string stored_items_json(const stored_order& what);
/// One of them, as GET /V1/orders/items shows it.
std::string stored_item_json(const stored_order& what, std::size_t index);
/// One line as it was sent; totals with tax, where they are missing, follow from those without.
std::string item_json(const record& line);

/// As the order shows it: the region's text stands for its code when there is none.
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
