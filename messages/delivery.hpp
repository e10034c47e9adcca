// What the store must be told about one key, worked out from one or more changes.
#pragma once

#include "messages/change.hpp"
#include "messages/entity.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace acumage {

struct delivery {
  acumage::entity entity = acumage::entity::pricing;
  std::string key;  ///< spelt as in its newest change
  acumage::version version;
  std::string
      value;  ///< what the store shall hold: the rounded price; compared with the last delivered one
  std::vector<std::uint64_t> also;  ///< journal sequences it settles beside version.sequence
  std::int64_t accepted_at_us = 0;  ///< of its oldest change: how long the merchant has waited
  bool recovered =
      false;  ///< was unsettled at a start: the store may hold it, or what came before it, or neither
  bool force = false;  ///< sent whatever is newer (replay --force)
};

/// A chunk, since a message costs ten times an item in it.
using delivery_chunk = std::vector<delivery>;

}  // namespace acumage
