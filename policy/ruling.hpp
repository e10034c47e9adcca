// What an entity's rules make of a change.
#pragma once

#include "messages/outcome.hpp"

#include <string>
#include <variant>

namespace acumage::policy {

/// Told to the store.
struct publish {
  std::string value;
  std::string key;  ///< of the store's record, where that is not the change's own key
};
/// Kept, and told with what else comes of its document: `entity_rules::complete` rules on the whole.
struct assemble {
  std::string document;  ///< key of the delivery
};
/// A word of the ERP that no table has never means no: parked until a setting or a newer row has one that does.
struct unknown_word {
  std::string kind;   ///< of the list it is missing in: "shipment_status" (messages/unmapped.hpp)
  std::string word;   ///< as it came
  std::string error;  ///< where: what; expected
  std::string key{};  ///< as of `publish`
};
/// Needs nothing in the store; the reason is counted and stands in the history.
struct filter {
  std::string reason;
};
/// A newer state of the same has come before.
struct supersede {
  std::string reason;
};
/// A dead letter at once.
struct reject {
  letter_class reason = letter_class::data;
  std::string error;
};

using ruling = std::variant<publish, assemble, unknown_word, filter, supersede, reject>;

}  // namespace acumage::policy
