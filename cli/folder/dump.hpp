// Records of a data folder as NDJSON.
#pragma once

#include "messages/entity.hpp"
#include "storage/inspection/inspection.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace acumage::folder {

/// The families to choose from, as storage::to_string names them, in the order of the dump. Bodies
/// and indexes are included with their records.
inline constexpr std::array<std::string_view, 10> dumped_families{
    "journal",   "letters", "marks",      "history",      "stock",
    "documents", "links",   "known_skus", "fingerprints", "meta"};

struct dump_choice {
  std::string family = {};                     ///< only this one; empty: all
  std::optional<acumage::entity> entity = {};  ///< only the records of this one
  std::string key = {};                        ///< glob; empty: all
  bool changes = false;  ///< unsettled changes, in the form that `acumage send` accepts
};

struct dumped {
  std::vector<storage::finding> gaps;
  std::uint64_t left_out = 0;  ///< with --changes: entries that no sender could have sent
};

/// One line per record, in the order of families and keys. Each is an object with "family". A
/// record that makes no sense has "damaged": true and its bytes in hex.
dumped dump_records(const storage::database& from, const dump_choice& what, std::ostream& to);

}  // namespace acumage::folder
