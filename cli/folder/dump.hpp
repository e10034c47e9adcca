// Records of a data folder as NDJSON.
#pragma once

#include "cli/arguments/command_line.hpp"
#include "storage/inspection.hpp"

#include <cstdint>
#include <ostream>
#include <string>
#include <vector>

namespace acumage::folder {

struct dumped {
  std::vector<storage::finding> gaps;
  std::uint64_t left_out = 0;  ///< with --changes: entries that no sender could have sent
};

/// One line a record, in the order of families and keys. Each is an object with "family"; one that makes no sense
/// has "damaged": true and its bytes in hex.
dumped dump_records(const storage::database& from, const arguments::journal_command& what,
                    std::ostream& to);

}  // namespace acumage::folder
