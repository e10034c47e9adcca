// The account at the end of the demo: what came in, what went out, and whether the store is right.
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

/// As the store has it; empty: no price, or no such product.
using price_of_sku = std::function<std::string(const std::string& sku)>;
/// As the store has it; empty: no such source item.
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
};

/// Every price of the samples but those of `missing` (folded SKUs that the store does not sell).
store_check check_prices(const demo_samples& samples, const std::set<std::string>& missing,
                         const price_of_sku& store);
/// Every quantity of the samples, likewise.
store_check check_quantities(const demo_samples& samples, const std::set<std::string>& missing,
                             const quantity_at& store);

/// No line has more pieces shipped than the shipments have of it, nor than were ordered, and no two shipments are
/// the same document. `equal` counts shipments.
store_check check_sales(const std::vector<simulator::order>& orders,
                        const std::vector<simulator::shipment>& shipments);

/// What the intake said, in rows.
struct demo_receipts {
  std::uint64_t accepted = 0;
  std::uint64_t duplicates = 0;
  std::uint64_t unrouted = 0;
};

/// Asks the node for the reasons and the letters.
result<std::string> account_text(client::client& admin, const client::stats_figures& last,
                                 const demo_receipts& receipts, const demo_checks& checks);

}  // namespace acumage::demo
