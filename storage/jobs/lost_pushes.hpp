// The notifications that Acumatica could not deliver, as the node has seen them.
#pragma once

#include "messages/lost_push.hpp"
#include "messages/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace acumage::storage {

class database;
class write_batch;

struct lost_push_memory {
  std::vector<known_lost_push> all;  ///< oldest first
  std::int64_t asked_us = 0;         ///< when Acumatica was last asked; wall clock, 0: never
};

/// One write.
struct lost_push_changes {
  std::vector<known_lost_push> put = {};
  std::vector<known_lost_push> removed = {};
  std::int64_t asked_us = 0;  ///< 0: as it was
};

result<lost_push_memory> read_lost_pushes(const database& in);
void put_lost_pushes(write_batch& to, const lost_push_changes& what);

}  // namespace acumage::storage
