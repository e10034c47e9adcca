// Requests that show without side effects whether the store accepts quantities now (REST.md 1.6).
#pragma once

#include "magento/permission_probes.hpp"
#include "magento/transport.hpp"

#include <vector>

namespace acumage::magento {

/// Checks address, credential, database and the permission to read sources; for a store without
/// MSI, the permission for stock items.
request stock_probe(stock_model stock);

/// All the requests that check every permission the lane needs, stock_probe first. Looking up
/// products, looking up stock items and writing source items are separate permissions, and a lane
/// whose circuit closes after only one of these checks would use up attempts on the next 401.
std::vector<request> stock_probes(stock_model stock);

/// A healthy store does not answer all of these with 2xx: the empty list is refused (400), the
/// stock item of no product is not found (404). A store without MSI answers a request for its
/// sources with no such route (404). That is no fault, but its credential is then unproven: from
/// then on `stock_model::legacy` is the probe to use.
bool stock_probe_passed(const answer& reply);

}  // namespace acumage::magento
