// Requests that show without side effect whether the store can take quantities now (REST.md 1.6).
#pragma once

#include "magento/permission_probes.hpp"
#include "magento/transport.hpp"

#include <vector>

namespace acumage::magento {

/// Proves address, credential, database and the permission to read sources; of a store without MSI,
/// the one for stock items.
request stock_probe(stock_model stock);

/// All the requests it takes to prove every permission that the lane needs, stock_probe first: to
/// look up products and stock items and to write source items are permissions of their own, and a
/// lane whose circuit closes on one of them alone would use up attempts on the next 401.
std::vector<request> stock_probes(stock_model stock);

/// Not every one of these is answered with 2xx by a store that is well: the empty list is refused
/// (400), the stock item of no product is not found (404). A store without MSI that is asked for
/// its sources says that it has no such route (404). It is not ill for that, but its credential is
/// then unproven: from then on `stock_model::legacy` is the probe to ask.
bool stock_probe_passed(const answer& reply);

}  // namespace acumage::magento
