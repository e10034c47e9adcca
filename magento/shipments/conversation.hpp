// Shipments: one delivery <-> the exchanges it needs with the store (REST.md 4).
#pragma once

#include "magento/conversation.hpp"
#include "magento/transport.hpp"
#include "messages/delivery.hpp"
#include "messages/outcome.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace acumage::magento {

/// What a conversation about a shipment needs from the settings, and the time.
struct shipping_terms {
  std::int64_t store = 0;  ///< the store view to use for a number that exists in several; 0: none
  /// How long parts of a bundle that ships whole may be missing, counted from the change's
  /// acceptance.
  std::chrono::milliseconds part_limit{std::chrono::hours{24}};
  std::int64_t now_us = 0;  ///< wall clock
};

/// Finds the order by its number and reads its shipments before it writes anything. Ships what is
/// not there yet, adds missing tracking numbers, and invoices what was shipped if requested. If any
/// exchange is lost, the next conversation finds what was done and does the rest.
std::unique_ptr<conversation> send_shipment(const delivery& what, const shipping_terms& how = {});

/// As shown in a dead letter.
std::string shipment_text(const delivery& what);

/// The quantities ("LAMP-07@wh_east") from which it deducts.
std::vector<std::string> quantities_of_shipment(const delivery& what);

/// The lock that excludes other conversations about the order: its folded ERP key, otherwise its
/// number.
std::string order_of_shipment(const delivery& what);

/// Which of the parked documents' orders the store has by now, for the first that fit one search.
struct known_shipments {
  std::vector<std::string> known;  ///< keys as spelt in the question
  std::vector<std::string> unknown;
  batch_outcome outcome;
};
/// `values` of the deliveries of these keys. Empty: none of those to look up has a number.
std::optional<request> known_shipments_request(const std::vector<std::string>& values);
known_shipments read_known_shipments(const std::vector<std::string>& keys,
                                     const std::vector<std::string>& values, const answer& reply);

}  // namespace acumage::magento
