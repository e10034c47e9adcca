// How an operator's order changes a lane's switches, with or without a running node.
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
