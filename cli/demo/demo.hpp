// `acumage demo`: the whole way with no store and no ERP.
#pragma once

#include "cli/arguments/command.hpp"

namespace acumage::demo {

/// Node and simulated store in this process, on free ports; takes about 15 s. 0: the store holds the newest
/// accepted price and the right sum of quantities of everything; 1: it does not, or something broke; 2: ./demo-data is there already; 128 + signal:
/// interrupted. Needs to be called before any thread is started.
arguments::command demo_command();

}  // namespace acumage::demo
