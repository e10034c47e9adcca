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

/// The families that can be asked for, as storage::to_string names them, in the order in which they are dumped.
/// Bodies and indexes come with what they belong to.
inline constexpr std::array<std::string_view, 10> dumped_families{
    "journal",   "letters", "marks",      "history",      "stock",
    "documents", "links",   "known_skus", "fingerprints", "meta"};

struct dump_choice {
  std::string family = {};                     ///< only this one; empty: all
  std::optional<acumage::entity> entity = {};  ///< only its records
  std::string key = {};                        ///< glob; empty: all
  bool changes = false;  ///< unsettled changes, in the form that `acumage send` takes
};

struct dumped {
  std::vector<storage::finding> gaps;
  std::uint64_t left_out = 0;  ///< with --changes: entries that no sender could have sent
};

/// One line a record, in the order of families and keys. Each is an object with "family"; one that makes no sense
/// has "damaged": true and its bytes in hex.
dumped dump_records(const storage::database& from, const dump_choice& what, std::ostream& to);

}  // namespace acumage::folder
