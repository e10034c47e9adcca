// The summary at the end of the demo: changes accepted, changes sent, and the state of the store.
#pragma once

#include "cli/client/client.hpp"
#include "cli/client/stats.hpp"
#include "cli/demo/samples.hpp"
#include "messages/result.hpp"
#include "simulator/sales/sales.hpp"

#include <cstddef>
#include <functional>
#include <set>
#include <string>
#include <vector>

namespace acumage::demo {

/// The price in the store; empty: no price, or no such product.
using price_of_sku = std::function<std::string(const std::string& sku)>;
/// The quantity in the store; empty: no such source item.
using quantity_at = std::function<std::string(const std::string& sku, const std::string& source)>;

struct store_check {
  std::size_t equal = 0;
  std::vector<std::string> wrong;  ///< "LAMP-07: 42 in the store; expected 42.5"

  bool right() const { return wrong.empty() && equal > 0; }
};

struct demo_checks {
  store_check prices;
  store_check quantities;
  store_check sales;
  store_check erp_prices;
  store_check erp_quantities;

  bool right() const;
};

/// Checks every expected price except `missing` (folded SKUs that the store does not sell).
store_check check_prices(const store_contents& expected, const std::set<std::string>& missing,
                         const price_of_sku& store);
/// Checks every quantity in the same way.
store_check check_quantities(const store_contents& expected, const std::set<std::string>& missing,
                             const quantity_at& store);

/// Checks that no line has more pieces shipped than its shipments contain or than were ordered, and
/// that no two shipments are the same document. `equal` counts shipments.
store_check check_sales(const std::vector<simulator::order>& orders,
                        const std::vector<simulator::shipment>& shipments);

/// What the node took in, in rows: of the samples, as the intake reported, and of the ERP.
struct demo_receipts {
  std::uint64_t accepted = 0;
  std::uint64_t duplicates = 0;
  std::uint64_t unrouted = 0;
  std::uint64_t pushed = 0;
  std::uint64_t pulled = 0;
};

/// Asks the node for the reasons and the dead letters.
result<std::string> account_text(client::client& admin, const client::stats_figures& last,
                                 const demo_receipts& receipts, const demo_checks& checks);

/// Commands to try after it.
std::string where_to_look(bool kept, bool stays);

}  // namespace acumage::demo
