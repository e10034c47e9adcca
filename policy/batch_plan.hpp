// How many deliveries share a request: the connector's Threshold Count and Batch Count (SPEC 6).
#pragma once

#include "messages/entity.hpp"

#include <cstddef>

namespace acumage::policy {

struct batch_options {
  std::size_t threshold_count = 25;
  std::size_t batch_count = 25;
};

/// Rows per request of a drain with `waiting` deliveries: all batched above the threshold, all
/// individual at or below it. Shipments, customers and orders always go one by one.
constexpr std::size_t rows_per_request(entity which, std::size_t waiting, batch_options options) {
  const bool may_batch = which == entity::pricing || which == entity::inventory;
  return may_batch && waiting > options.threshold_count ? options.batch_count : 1;
}

}  // namespace acumage::policy
