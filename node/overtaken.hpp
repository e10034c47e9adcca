// Dead letters that a forced replay would send over newer values, with or without a running node.
#pragma once

#include "api/node_port.hpp"
#include "messages/result.hpp"
#include "storage/ledger.hpp"

namespace acumage::node {

/// Among the dead letters that match. Those of documents are left out, because later rows of their
/// keys have other content.
result<api::overtaken_letters> overtaken(const storage::ledger& in, const letter_filter& filter);

}  // namespace acumage::node
