// Pairs the Deleted and Inserted rows of one notification that are the two halves of one change.
#pragma once

#include "messages/change.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace acumage::acumatica {

/// A row of one of the two arrays.
struct half {
  std::string key;       ///< trimmed; empty: names no record, so it is never paired
  std::string_view raw;  ///< the row's JSON
};

/// The k-th Inserted row of a key belongs to its k-th Deleted row; keys are compared folded. Every
/// row is in exactly one change. Lone Deleted rows come first, then the Inserted ones, each in
/// their order: they share a time stamp, so the later sequence must be the newer state. Only key,
/// inserted and deleted are set.
std::vector<change> pair_halves(const std::vector<half>& inserted,
                                const std::vector<half>& deleted);

}  // namespace acumage::acumatica
