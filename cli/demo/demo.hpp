// `acumage demo`: the whole path, between a simulated ERP and a simulated store.
#pragma once

#include "cli/arguments/command.hpp"

namespace acumage::demo {

/// Node and both simulators in this process, on free ports; takes about 15 s. Returns 0 if the
/// store has the newest accepted price and the right sum of quantities of every item, and equals
/// the ERP after a push was lost and a delta found it (with --stay, at a signal); 1 if it does not, or something broke; 2 if
/// ./demo-data already exists; 128 + signal if interrupted. Must be called before any thread is
/// started.
arguments::command demo_command();

}  // namespace acumage::demo
