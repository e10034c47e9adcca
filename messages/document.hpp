// What is remembered of a shipment, a customer or an order: each field as it last came, with its version.
#pragma once

#include "messages/change.hpp"

#include <map>
#include <string>
#include <string_view>

namespace acumage {

/// A field's last known text. Empty: it was cleared. A field that never came, or only as null, is not in
/// the document.
struct known_field {
  std::string value;
  version at;
  friend bool operator==(const known_field&, const known_field&) = default;
};

/// The rows of these entities are partial: a change carries what became different and null for the rest.
/// So every accepted row is laid over what is known, field by field, and what the store is told is worked
/// out from the whole. Nested parts are fields with a path: "line/3/quantity", "track/1Z99".
struct known_document {
  std::string key;  ///< of the delivery, as it was last spelt: "004417@SO SO009120", "C000902"
  std::map<std::string, known_field, std::less<>> fields;

  /// Lays a field over what is known. The same version is not an older one: a change may meet its own
  /// traces, and those of its neighbours in the same notification. Returns whether it counts: false when a
  /// newer time stamp has given the field already.
  bool lay(std::string_view path, std::string_view value, const version& at) {
    const auto [found, fresh] = fields.try_emplace(std::string{path}, known_field{{}, at});
    if (!fresh && at < found->second.at) return at.stamp == found->second.at.stamp;
    found->second = {std::string{value}, at};
    return true;
  }
  /// Null: never known.
  const known_field* find(std::string_view path) const {
    const auto found = fields.find(path);
    return found == fields.end() ? nullptr : &found->second;
  }
  /// "" when never known or cleared.
  std::string_view text(std::string_view path) const {
    const auto* found = find(path);
    return found == nullptr ? std::string_view{} : std::string_view{found->value};
  }

  friend bool operator==(const known_document&, const known_document&) = default;
};

}  // namespace acumage
