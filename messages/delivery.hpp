// A delivery: what must be sent to the store for one key, calculated from one or more changes.
#pragma once

#include "messages/change.hpp"
#include "messages/entity.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace acumage {

/// A change that a delivery settles in addition to its newest one: the cells of one published
/// quantity.
struct covered_change {
  acumage::version version;
  std::string key;  ///< of the change: "LAMP-07@EAST"
  change_source source = change_source::unknown;
};

struct delivery {
  acumage::entity entity = acumage::entity::pricing;
  std::string key;  ///< the store's record: "LAMP-07"; of a quantity "LAMP-07@wh_east" (SKU@source)
  acumage::version version;
  std::string value;                 ///< the value for the store: the rounded price, or quantity
  std::string subject;               ///< key of its newest change, where it differs: "LAMP-07@EAST"
  std::vector<covered_change> also;  ///< what it settles in addition to `version`
  std::int64_t accepted_at_us = 0;   ///< of its oldest change
  bool recovered =
      false;  ///< was unsettled at a start: the store may have it, its predecessor, or neither
  bool force = false;  ///< sent even if something newer exists (replay --force)
  /// A quantity none of whose changes differs from before: it is filtered as unchanged if it was
  /// the last one delivered. For all other entities this is always so.
  bool if_changed = false;
  change_source source = change_source::unknown;  ///< of its newest change
  /// An earlier request had no answer when the process died: the store may still apply it.
  bool doubted = false;
  /// Delivered after an earlier request with an unknown outcome, which the store may have applied
  /// late. The store's value is read first, and the value is sent again only if it differs.
  bool verify = false;
  /// Why nothing can be sent to the store: a word of the ERP that is in no table (SPEC 5). Such a
  /// delivery has no value and is parked without a request. Empty: no such word.
  std::string unknown_word{};

  /// The key of its newest change.
  const std::string& change_key() const { return subject.empty() ? key : subject; }
};

/// Sent in chunks, because a message costs ten times as much as an item in it.
using delivery_chunk = std::vector<delivery>;

}  // namespace acumage
