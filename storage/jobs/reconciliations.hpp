// The reconciliations that are known: what was compared, and what came of it.
#pragma once

#include "messages/reconcile.hpp"
#include "messages/result.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace acumage::storage {

class database;
class write_batch;

/// The schedule of reconciliations, and since when it is in force.
struct reconcile_schedule {
  std::string text;  ///< as the settings write it; empty: none
  std::int64_t since_us = 0;
};

std::string encode(const reconcile_status& job);
std::optional<reconcile_status> decode_reconciliation(std::string_view bytes);

/// Oldest first.
result<std::vector<reconcile_status>> read_reconciliations(const database& in);
void put_reconciliation(write_batch& to, const reconcile_status& job);
void remove_reconciliation(write_batch& to, const std::string& id);

result<reconcile_schedule> read_reconcile_schedule(const database& in);
void put_reconcile_schedule(write_batch& to, const reconcile_schedule& what);

}  // namespace acumage::storage
