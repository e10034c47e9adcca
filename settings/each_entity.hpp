// Sums a count over one entity or all of them.
#pragma once

#include "messages/entity.hpp"
#include "messages/result.hpp"

#include <cstdint>
#include <optional>

namespace acumage::settings {

/// The result of `count` for the entity, or the sum over all when none is named; or the first
/// error.
template <class Count>
result<std::uint64_t> of_each(std::optional<entity> which, Count count) {
  std::uint64_t sum = 0;
  for (const auto each : all_entities) {
    if (which && *which != each) continue;
    const result<std::uint64_t> counted = count(each);
    if (!counted) return counted;
    sum += *counted;
  }
  return sum;
}

}  // namespace acumage::settings
