// Reads the logs of a data folder without RocksDB, which does not report where a log is damaged.
#pragma once

#include "messages/result.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace acumage::storage {

/// A place in a log where the bytes are not a record.
struct log_damage {
  std::uint64_t offset = 0;  ///< bytes from the beginning of the file
  std::string what;
};

/// RocksDB numbers each record of a write, and the log holds the first number: "sequence" here.
struct log_facts {
  std::uint64_t writes = 0;    ///< complete ones
  std::uint64_t sound_to = 0;  ///< sequence of the last record before the first damage; 0: none
  std::vector<log_damage> damages;  ///< at most 100
  std::uint64_t torn_bytes = 0;     ///< of an incomplete write at the end
  std::uint64_t torn_at = 0;        ///< where it begins
};

/// errc::storage_failed when the file cannot be read. Format: "Write Ahead Log File Format" in
/// RocksDB's wiki, blocks of 32 KB, each record with its length, kind and CRC. A MANIFEST has the
/// same format.
result<log_facts> check_log(const std::filesystem::path& file);

/// The list of tables that CURRENT names, its number and length; number 0: it is missing.
struct table_list {
  std::uint64_t number = 0;
  std::uint64_t bytes = 0;
  std::string name;
};
table_list list_of(const std::filesystem::path& folder);
/// The same, without an incomplete entry at its end, which RocksDB skips.
table_list whole_list_of(const std::filesystem::path& folder);

/// The logs of a folder in the order they were written.
std::vector<std::filesystem::path> logs_in(const std::filesystem::path& folder);

}  // namespace acumage::storage
