// The remembered state of a shipment, a customer or an order: each field as last received, with its
// version.
#pragma once

#include "messages/change.hpp"

#include <map>
#include <string>
#include <string_view>

namespace acumage {

/// A field's last known text. Empty: it was cleared. A field that was never received, or only as
/// null, is not in the document.
struct known_field {
  std::string value;
  version at;
  friend bool operator==(const known_field&, const known_field&) = default;
};

/// The rows of these entities are partial: a change carries the changed fields and null for the
/// rest. Every accepted row is therefore merged into the known fields, and deliveries are
/// calculated from the whole. Nested parts are fields with a path: "line/3/quantity", "track/1Z99".
struct known_document {
  std::string key;  ///< of the delivery, as last spelt: "004417@SO SO009120", "C000902"
  std::map<std::string, known_field, std::less<>> fields;

  /// Merges a field. The same version is not older: a change may meet its own values, and those of
  /// other rows of the same notification. Returns false if the field already has a newer time
  /// stamp.
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
  /// "" when unknown or cleared.
  std::string_view text(std::string_view path) const {
    const auto* found = find(path);
    return found == nullptr ? std::string_view{} : std::string_view{found->value};
  }

  friend bool operator==(const known_document&, const known_document&) = default;
};

}  // namespace acumage
