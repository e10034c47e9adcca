// What an operator may ask and order (SPEC 11).
#pragma once

#include "api/http/router.hpp"
#include "api/node_port.hpp"

#include <cstddef>

namespace acumage::api {

struct admin_limits {
  /// How many calls that scan the disk or ask the store run at once; fewer than the workers, so that
  /// /stats and /livez always find one. Beyond it: 503.
  std::size_t slow_calls = 3;
};

/// `node` must outlive every server that has the routes.
router admin_routes(node_port& node, admin_limits limits);

}  // namespace acumage::api
