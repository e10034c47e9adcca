// The resources that this process uses, as the kernel reports them.
#pragma once

#include "api/node_port.hpp"

namespace acumage::node {

/// Without the figures of the database. A figure that the kernel does not report is 0.
api::process_figures process_now();

}  // namespace acumage::node
