// The conversations with the store that must do nothing twice, each from its notification to the store's records.
#pragma once

#include "tests/pipeline/shop_node.hpp"

#include <functional>
#include <string>
#include <vector>

namespace acumage::tests {

/// Settings of a shop that sells from two sources and is told of everything.
std::vector<std::string> sales_settings(const std::vector<std::string>& more = {});

/// Rows of the queries, as Acumatica says them.
std::string shipment_row(const std::string& shipment, int line, const std::string& sku,
                         const std::string& quantity, const std::string& tracking,
                         const std::string& status = "Confirmed");
std::string customer_row(const std::string& email, const std::string& street,
                         const std::string& price_class = "");
std::string order_row(const std::string& status, const std::string& number = "000000042");
/// An order that the store has never seen, with a lamp and two desks.
std::string born_row();

/// The lamp shop, with its order and a customer of two addresses.
simulator::store_options sales_shop();

struct scenario {
  std::string name;
  std::vector<std::string> settings;
  /// What the store went through before; not struck.
  std::function<void(struck_shop&, shop_node&)> before;
  std::function<void(shop_node&)> push;
};
const std::vector<scenario>& scenarios();

}  // namespace acumage::tests
