// What becomes of two deliveries of one key of which only one may wait (SPEC 6, "Coalescing").
#pragma once

#include "messages/delivery.hpp"

#include <cstdint>
#include <optional>

namespace acumage::policy {

enum class coalescing : std::uint8_t {
  newest_version,  ///< the newer version stays, the other is superseded with all it covers
  /// The later arrival has the value, whatever its version, and settles what both cover: a published
  /// quantity, worked out from all cells known when it was made.
  latest_arrival,
  /// As latest_arrival, but nothing is superseded: what the store is told of a document is worked out from all
  /// its fields, so what both cover is delivered by it.
  merged,
};

/// Which way an entity's deliveries go together.
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

/// Shipments, customers and orders: worked out from a memory of fields, each with its own version.
constexpr bool is_document(entity which) { return coalescing_of(which) == coalescing::merged; }

/// What is remembered of a delivered value, to tell an unchanged one by: itself, or a digest when it is long.
std::string remembered(const std::string& value);

/// Has a delivery of version `later` the value when it comes after one of version `held`?
bool takes_over(coalescing how, const version& held, const version& later);

/// Makes one delivery of two: `held`, which keeps its key and the time of the oldest change. Returns what is
/// superseded by that, the changes beside its newest in `also`; a change that is in both is not.
std::optional<delivery> coalesce(delivery& held, delivery&& later, coalescing how);

}  // namespace acumage::policy
