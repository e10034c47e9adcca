// Which Deleted row and which Inserted row of one notification are the two halves of one change.
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

/// The k-th Inserted row of a key belongs to the k-th Deleted row of it, compared folded. Every row ends up
/// in exactly one change. First the lone Deleted rows, then the Inserted ones, each in their order: they
/// share a stamp, so the later sequence must be the newer state. Only key, inserted and deleted are set.
std::vector<change> pair_halves(const std::vector<half>& inserted,
                                const std::vector<half>& deleted);

}  // namespace acumage::acumatica
