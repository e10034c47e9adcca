// The demo's second part: the ERP is read, an edit in it is pushed, and one whose push is lost is found by a delta.
#pragma once

#include "cli/client/client.hpp"
#include "cli/demo/samples.hpp"
#include "cli/demo/view.hpp"
#include "messages/result.hpp"
#include "simulator/acumatica/erp.hpp"
#include "simulator/store.hpp"

#include <chrono>
#include <cstdint>
#include <functional>

namespace acumage::demo {

/// What the scenes use; it must outlive them.
struct stage {
  simulator::acumatica::erp& erp;  ///< empty; its pushes arrive at the node
  const simulator::store& store;
  client::client& admin;
  demo_view& view;
  /// Waits, and shows the figures in the meantime. False: interrupted.
  std::function<bool(std::chrono::milliseconds)> pass;
};

/// What the scenes moved, in rows; a notification has one.
struct erp_rows {
  std::uint64_t pushed = 0;
  std::uint64_t pulled = 0;  ///< those that were news to the node
};

/// What the ERP has, as the store must have it: prices, and sums of warehouses.
store_contents contents_of(const simulator::acumatica::erp& erp);

/// errc::unavailable: something else happened than the scenes show, or they were interrupted.
result<erp_rows> play(const stage& on);

}  // namespace acumage::demo
