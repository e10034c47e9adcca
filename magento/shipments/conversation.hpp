// Shipments: one delivery <-> the exchanges it takes with the store (REST.md 4).
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

/// What a conversation about a shipment needs of the settings, and the time.
struct shipping_terms {
  std::int64_t store =
      0;  ///< the store view that is meant where a number stands in several; 0: none
  /// How long parts of a bundle that ships whole may be missing, from the acceptance of the change on.
  std::chrono::milliseconds part_limit{std::chrono::hours{24}};
  std::int64_t now_us = 0;  ///< wall clock
};

/// Finds the order by its number and looks through its shipments before it writes anything; ships what is
/// not there yet, adds tracking numbers that are missing, and invoices what was shipped when it is asked
/// to. Whatever exchange is lost, the next conversation finds what was done and does the rest.
std::unique_ptr<conversation> send_shipment(const delivery& what, const shipping_terms& how = {});

/// As a letter shows it.
std::string shipment_text(const delivery& what);

/// The quantities ("LAMP-07@wh_east") that it takes from.
std::vector<std::string> quantities_of_shipment(const delivery& what);

/// Nobody else may speak about the order meanwhile: its folded key in the ERP, else its number.
std::string order_of_shipment(const delivery& what);

/// Which of the parked documents' orders the store has by now, of the first that fit one search.
struct known_shipments {
  std::vector<std::string> known;  ///< keys as spelt in the question
  std::vector<std::string> unknown;
  batch_outcome outcome;
};
/// `values` of the deliveries of these keys. Empty: none of those that would be asked has a number.
std::optional<request> known_shipments_request(const std::vector<std::string>& values);
known_shipments read_known_shipments(const std::vector<std::string>& keys,
                                     const std::vector<std::string>& values, const answer& reply);

}  // namespace acumage::magento
