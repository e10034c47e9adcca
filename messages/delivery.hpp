// What the store must be told about one key, worked out from one or more changes.
#pragma once

#include "messages/change.hpp"
#include "messages/entity.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace acumage {

/// A change that a delivery settles beside its newest one: the cells of one published quantity.
struct covered_change {
  acumage::version version;
  std::string key;  ///< of the change: "LAMP-07@EAST"
};

struct delivery {
  acumage::entity entity = acumage::entity::pricing;
  std::string key;  ///< the store's record: "LAMP-07"; of a quantity "LAMP-07@wh_east" (SKU@source)
  acumage::version version;
  std::string value;    ///< what the store shall hold: the rounded price, or quantity
  std::string subject;  ///< key of its newest change, where that is another: "LAMP-07@EAST"
  std::vector<covered_change> also;  ///< what it settles beside `version`
  std::int64_t accepted_at_us = 0;   ///< of its oldest change: how long the merchant has waited
  bool recovered =
      false;  ///< was unsettled at a start: the store may hold it, or what came before it, or neither
  bool force = false;  ///< sent whatever is newer (replay --force)
  /// An earlier request of it had no answer when the process died: the store may still apply it.
  bool doubted = false;
  /// Delivered after an earlier request whose outcome is unknown, which the store may have applied late:
  /// what the store holds is read first, and the value sent once more only when it differs.
  bool verify = false;
  /// Why the store can be told nothing: a word of the ERP that no table has (SPEC 5). Such a delivery has no
  /// value, and parks without a request. Empty: there is none.
  std::string unknown_word{};

  /// The key of its newest change.
  const std::string& change_key() const { return subject.empty() ? key : subject; }
};

/// A chunk, since a message costs ten times an item in it.
using delivery_chunk = std::vector<delivery>;

}  // namespace acumage
