// The possible rulings of an entity's rules on a change.
#pragma once

#include "messages/outcome.hpp"

#include <string>
#include <variant>

namespace acumage::policy {

/// Sent to the store.
struct publish {
  std::string value;
  std::string key;          ///< of the store's record, where that is not the change's own key
  bool if_changed = false;  ///< only if another value was sent last
};
/// Kept, and sent with the rest of its document: `entity_rules::complete` rules on the whole.
struct assemble {
  std::string document;  ///< key of the delivery
};
/// An ERP word that is in no table never counts as no: parked until a setting or a newer row
/// supplies a known one.
struct unknown_word {
  std::string kind;   ///< of the list it is missing in: "shipment_status" (messages/unmapped.hpp)
  std::string word;   ///< as received
  std::string error;  ///< where: what; expected
  std::string key{};  ///< as of `publish`
};
/// No effect on the store; the reason is counted and recorded in the history.
struct filter {
  std::string reason;
};
/// A newer state of the same record arrived before.
struct supersede {
  std::string reason;
};
/// Becomes a dead letter at once.
struct reject {
  letter_class reason = letter_class::data;
  std::string error;
};

using ruling = std::variant<publish, assemble, unknown_word, filter, supersede, reject>;

}  // namespace acumage::policy
