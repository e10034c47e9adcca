// Customers: deliveries <-> the accounts of the store (REST.md 5).
#pragma once

#include "magento/conversation.hpp"
#include "magento/customers/attributes.hpp"
#include "magento/regions.hpp"
#include "magento/store_links.hpp"
#include "magento/transport.hpp"
#include "messages/delivery.hpp"

#include <memory>
#include <string>
#include <vector>

namespace acumage::magento {

/// What the store was asked before, for all conversations of the lane.
struct customer_facts {
  region_memory regions;
  attribute_memory attributes;
};

/// The one delivery in `rows`, whose value is policy::encode of a customer_record. The account is the one
/// that a link names, else the one with the e-mail in the website; it is read first, and written only when
/// it differs; without one it is created. Every attempt looks first, so none creates twice. `links` and `facts` must
/// outlive the conversation; after each success it holds the account, and the address that is the ERP's.
std::unique_ptr<conversation> send_customer(const std::vector<delivery>& rows, store_links& links,
                                            customer_facts& facts);

/// The body that would create the account, as a letter shows it; "" while something is missing.
std::string render_customer(const delivery& what);

/// What proves, without side effect, that accounts can be searched and written (REST.md 1.6). The write is
/// refused for its empty body by a store that is well.
std::vector<request> customer_probes();
bool customer_probe_passed(const answer& reply);

}  // namespace acumage::magento
