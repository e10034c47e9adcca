// Where a test's build of the program makes it fail deliberately.
#pragma once

#include "actors/pipeline.hpp"

namespace acumage::node {

/// Does nothing. The program of tests/process is linked with a definition that ends the process
/// when it works on a certain key.
void add_test_faults(actors::lane_setup& lane);

}  // namespace acumage::node
