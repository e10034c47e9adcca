// What this process takes of the machine, as the kernel has it.
#pragma once

#include "api/node_port.hpp"

namespace acumage::node {

/// Without what is the database's. What the kernel does not tell is 0.
api::process_figures process_now();

}  // namespace acumage::node
