// What an answer of the store means for the request as a whole (REST.md 8.3, 8.4, 11).
#pragma once

#include "magento/transport.hpp"
#include "messages/outcome.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace acumage::magento {

/// The error JSON, read leniently. Placeholders of `text` are filled in from the parameters.
struct store_error {
  std::string message;  ///< raw, as sent; empty: the body is not in Magento's error grammar
  std::string
      text;       ///< filled in, with the lines of errors[] appended; of a page, its title or text
  long code = 0;  ///< MySQL's, 0 when absent
  std::vector<std::string> parameters;  ///< values in order; null as ""
  /// Value of a named parameter, "" when it is missing or the store sent the values without names.
  std::string parameter(const std::string& name) const;
  std::vector<std::pair<std::string, std::string>> named;
};
store_error read_error(const std::string& body);

/// Verdict on anything that is not a readable success: everything except 2xx, and connection
/// failures. A 2xx passed to it was not readable: `uncertain`. `message` is cut to 4 KB and
/// contains the status and the store's message ("400: Could not save Prices.").
batch_outcome judge(const answer& reply);

/// The verdict on a failed look-up before a write. Nothing was written yet, so it is never
/// `uncertain` but `unavailable`. `what` names it in the message: "sources".
batch_outcome judge_look_up(std::string_view what, const answer& reply);

/// Whether the answer shows a healthy store (a probe's 2xx with JSON).
bool healthy(const answer& reply);

}  // namespace acumage::magento
