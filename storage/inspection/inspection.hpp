// Inspects a data folder without changing it, even if damaged or in use: what it holds, what is wrong and where.
#pragma once

#include "messages/result.hpp"
#include "storage/database.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace acumage::storage {

/// One problem. Empty members: unknown or not applicable.
struct finding {
  std::string file;
  std::string family;
  std::string key;                      ///< in hex
  std::optional<std::uint64_t> offset;  ///< bytes from the beginning of the file
  std::string problem;
  std::string remedy;
};

/// "000012.log: offset 812: checksum mismatch; restore …"
std::string to_text(const finding& what);

/// Opens the folder as `acumage journal` does: read-only, and past damage as far as RocksDB can.
result<std::unique_ptr<database>> open_for_look(const std::filesystem::path& folder);

/// Checks the files: whether each exists, is complete and matches its checksums. `opened`
/// identifies the tables in use and their families; null: it could not be opened, and every table
/// counts.
std::vector<finding> check_files(const std::filesystem::path& folder, const database* opened);

/// Checks every record of every family: whether it can be decoded and agrees with the records it
/// refers to.
std::vector<finding> check_records(const database& in);

using record_visit = std::function<void(std::string_view key, std::string_view value)>;
/// Visits a family in the order of its keys. A run of unreadable records is skipped and reported as
/// a finding, with the last key before it.
std::vector<finding> each_record(const database& in, family where, const record_visit& visit);

/// Bytes of the files of a folder, by purpose.
struct folder_bytes {
  std::uint64_t tables = 0;
  std::uint64_t logs = 0;
  std::uint64_t others = 0;
};
folder_bytes bytes_of(const std::filesystem::path& folder);

}  // namespace acumage::storage
