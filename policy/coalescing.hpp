// The result when two deliveries of a key meet and only one may wait (SPEC 6, "Coalescing").
#pragma once

#include "messages/delivery.hpp"

#include <cstdint>
#include <optional>

namespace acumage::policy {

enum class coalescing : std::uint8_t {
  newest_version,  ///< the newer version stays, the other is superseded with all it covers
  /// The later arrival supplies the value, whatever its version, and settles what both cover: a
  /// published quantity, calculated from all cells known when it was made.
  latest_arrival,
  /// As latest_arrival, but nothing is superseded: the value for a document is calculated from all
  /// its fields, so it delivers what both cover.
  merged,
};

/// How an entity's deliveries coalesce.
constexpr coalescing coalescing_of(entity which) {
  switch (which) {
    case entity::pricing: return coalescing::newest_version;
    case entity::inventory: return coalescing::latest_arrival;
    case entity::shipment:
    case entity::customer:
    case entity::order: break;
  }
  return coalescing::merged;
}

/// Shipments, customers and orders: calculated from remembered fields, each with its own version.
constexpr bool is_document(entity which) { return coalescing_of(which) == coalescing::merged; }

/// What is remembered of a delivered value, to detect an unchanged one: the value, or a digest if
/// it is long.
std::string remembered(const std::string& value);

/// Whether a delivery of version `later` supplies the value when it arrives after one of version
/// `held`.
bool takes_over(coalescing how, const version& held, const version& later);

/// Merges two deliveries into `held`, which keeps its key and the time of the oldest change.
/// Returns what this supersedes, with the changes other than its newest in `also`; a change that is
/// in both is not.
std::optional<delivery> coalesce(delivery& held, delivery&& later, coalescing how);

}  // namespace acumage::policy
