// The routes for an operator's queries and orders (SPEC 11).
#pragma once

#include "api/http/router.hpp"
#include "api/node_port.hpp"

#include <cstddef>

namespace acumage::api {

struct admin_limits {
  /// Maximum concurrent calls that scan the disk or ask the store. Fewer than the workers, so that
  /// one is always free for /stats and /livez. Beyond it: 503.
  std::size_t slow_calls = 3;
};

/// `node` must outlive every server that has the routes.
router admin_routes(node_port& node, admin_limits limits);

}  // namespace acumage::api
