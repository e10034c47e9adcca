// What an operator's order makes of a lane's switches: the same with a node and on a folder without one.
#pragma once

#include "api/lane_order.hpp"
#include "storage/ledger.hpp"

namespace acumage::node {

inline storage::lane_switches switched(storage::lane_switches before, api::lane_order what) {
  switch (what) {
    case api::lane_order::pause: before.sending = false; break;
    case api::lane_order::resume: before.sending = true; break;
    case api::lane_order::stop_intake: before.intake = false; break;
    case api::lane_order::start_intake: before.intake = true; break;
  }
  return before;
}

}  // namespace acumage::node
