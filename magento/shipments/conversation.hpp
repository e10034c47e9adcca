// Shipments: one delivery <-> the exchanges it takes with the store (REST.md 4).
#pragma once

#include "magento/conversation.hpp"
#include "magento/transport.hpp"
#include "messages/delivery.hpp"
#include "messages/outcome.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace acumage::magento {

/// Finds the order by its number and looks through its shipments before it writes anything; ships what is
/// not there yet, adds tracking numbers that are missing, and invoices what was shipped when it is asked
/// to. Whatever exchange is lost, the next conversation finds what was done and does the rest.
std::unique_ptr<conversation> send_shipment(const delivery& what);

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
