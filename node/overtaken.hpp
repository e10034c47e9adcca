// Dead letters that a replay by force would send over something newer, whether the node runs or not.
#pragma once

#include "api/node_port.hpp"
#include "messages/result.hpp"
#include "storage/ledger.hpp"

namespace acumage::node {

/// Of the letters that match. Those of documents are not overtaken: later rows of their keys say other things.
result<api::overtaken_letters> overtaken(const storage::ledger& in, const letter_filter& filter);

}  // namespace acumage::node
