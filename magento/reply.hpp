// What an answer of the store means for the request as a whole (REST.md 8.3, 8.4, 11).
#pragma once

#include "magento/transport.hpp"
#include "messages/outcome.hpp"

#include <string>
#include <vector>

namespace acumage::magento {

/// The error JSON, leniently read. Placeholders of `text` are filled in from the parameters.
struct store_error {
  std::string message;                  ///< raw, as sent
  std::string text;                     ///< filled in, with the lines of errors[] appended
  long code = 0;                        ///< MySQL's, 0 when absent
  std::vector<std::string> parameters;  ///< values in order; null as ""
  std::string parameter(const std::string& name) const;
  std::vector<std::pair<std::string, std::string>> named;
};
store_error read_error(const std::string& body);

/// Verdict on anything that is not a readable success: everything but 2xx, and connection failures.
/// `message` is cut to 4 KB and names status and the store's words ("400: Could not save Prices.").
batch_outcome judge(const answer& reply);

/// Is this the sign of a healthy store? (a probe's 2xx with JSON)
bool healthy(const answer& reply);

}  // namespace acumage::magento
