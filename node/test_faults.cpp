#include "node/test_faults.hpp"

namespace acumage::node {

void add_test_faults(actors::lane_setup& /*lane*/) {}

}  // namespace acumage::node
