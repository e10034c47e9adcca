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

/// What is known from earlier look-ups, for all conversations of the lane.
struct customer_facts {
  region_memory regions;
  attribute_memory attributes;
};

/// For the one delivery in `rows`, whose value is policy::encode of a customer_record. The account
/// is the one named by a link, otherwise the one with the e-mail in the website. It is read first,
/// and written only when it differs; if there is none it is created. Every attempt looks first, so
/// none creates twice. `links` and `facts` must outlive the conversation; after each success it
/// stores the account, and the address that is the ERP's.
std::unique_ptr<conversation> send_customer(const std::vector<delivery>& rows, store_links& links,
                                            customer_facts& facts);

/// The body that would create the account, as shown in a dead letter; "" while something is
/// missing.
std::string render_customer(const delivery& what);

/// The requests that check, without side effects, that accounts can be searched and written
/// (REST.md 1.6). A healthy store refuses the write for its empty body.
std::vector<request> customer_probes();
bool customer_probe_passed(const answer& reply);

}  // namespace acumage::magento
