#include "node/test_faults.hpp"

namespace acumage::bin {

void add_test_faults(actors::lane_setup& /*lane*/) {}

}  // namespace acumage::bin
