// Orders: deliveries <-> look-up, status, creation (REST.md 4.3, 6).
#pragma once

#include "magento/conversation.hpp"
#include "magento/regions.hpp"
#include "magento/transport.hpp"
#include "messages/batch.hpp"
#include "messages/delivery.hpp"
#include "messages/outcome.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace acumage::magento {

struct order_terms {
  std::int64_t store = 0;  ///< the store view to use for a number that exists in several; 0: none
};

/// For one delivery, whose value is a policy::order_record; otherwise throws std::runtime_error.
/// The order is looked up before anything is written, so a repeat finds what an earlier attempt has
/// done. `regions` must outlive the conversation.
std::unique_ptr<conversation> send_order(const delivery& what, region_memory& regions,
                                         const order_terms& how = {});

/// The request by which the delivery changes something, as shown in a dead letter. Ids known only
/// to the store are left out.
std::string order_request_text(const delivery& what);

/// Looks up what these parked deliveries wait for: the order, or the products of one to be created.
/// Includes the first of them that fit one search and are of one sort; those that wait for the ERP
/// need no look-up. The answer skips the others. Empty: none needs a look-up.
std::optional<request> known_orders_request(const lookup& asked);
/// As spelt in the keys. A verdict other than `answered` means: look up again later.
struct known_orders {
  batch_outcome outcome;
  std::vector<std::string> known;
  std::vector<std::string> unknown;
};
known_orders read_known_orders(const lookup& asked, const answer& reply);

}  // namespace acumage::magento
