// Looks into a data folder without changing it, also a damaged one and that of a live node: what it holds, what is
// wrong with it and where.
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

/// One thing that is wrong. Empty members: unknown, or they do not apply.
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

/// Opens as `acumage journal` looks: reading only, and past what is damaged as far as RocksDB can.
result<std::unique_ptr<database>> open_for_look(const std::filesystem::path& folder);

/// The files as such: is each there, whole, and as its checksums say? `opened` tells which tables are in use and
/// whose they are; null: it could not be opened, and every table counts.
std::vector<finding> check_files(const std::filesystem::path& folder, const database* opened);

/// Every record of every family: can it be decoded, and does it agree with those it belongs to?
std::vector<finding> check_records(const database& in);

using record_visit = std::function<void(std::string_view key, std::string_view value)>;
/// Visits a family in the order of its keys. A run of records that cannot be read is passed over and comes back as
/// a finding, with the last key before it.
std::vector<finding> each_record(const database& in, family where, const record_visit& visit);

/// Bytes of the files of a folder, by what they are for.
struct folder_bytes {
  std::uint64_t tables = 0;
  std::uint64_t logs = 0;
  std::uint64_t others = 0;
};
folder_bytes bytes_of(const std::filesystem::path& folder);

}  // namespace acumage::storage
