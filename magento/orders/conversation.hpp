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
  std::int64_t store =
      0;  ///< the store view that is meant where a number stands in several; 0: none
};

/// Of one delivery, whose value is a policy::order_record; throws std::runtime_error when it is not. The
/// order is looked up before anything is written, so a repeat finds what an earlier try has done.
/// `regions` must outlive the conversation.
std::unique_ptr<conversation> send_order(const delivery& what, region_memory& regions,
                                         const order_terms& how = {});

/// The request by which the delivery changes something, as a letter shows it. Ids that only the store can
/// tell are left out.
std::string order_request_text(const delivery& what);

/// Does the store know by now what these parked deliveries wait for: the order, or the products of one that
/// is to be created? Asks about the first of them that fit one search and are of one sort; those that wait
/// for the ERP need no asking. The answer passes over the others. Empty: none needs asking.
std::optional<request> known_orders_request(const lookup& asked);
/// As spelt in the keys. A verdict other than `answered` means: ask again later.
struct known_orders {
  batch_outcome outcome;
  std::vector<std::string> known;
  std::vector<std::string> unknown;
};
known_orders read_known_orders(const lookup& asked, const answer& reply);

}  // namespace acumage::magento
