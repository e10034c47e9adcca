// What the logs of a data folder hold, read beside RocksDB, which does not say where a log is damaged.
#pragma once

#include "messages/result.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace acumage::storage {

/// A place in a log whose bytes are no record.
struct log_damage {
  std::uint64_t offset = 0;  ///< bytes from the beginning of the file
  std::string what;
};

/// A write has a number in RocksDB for each of its records, and the log holds the first: "sequence" here.
struct log_facts {
  std::uint64_t writes = 0;    ///< whole ones
  std::uint64_t sound_to = 0;  ///< sequence of the last record before the first damage; 0: none
  std::vector<log_damage> damages;  ///< at most 100
  std::uint64_t torn_bytes = 0;     ///< of a write at the end that is not whole
  std::uint64_t torn_at = 0;        ///< where it begins
};

/// errc::storage_failed when the file cannot be read. The form: "Write Ahead Log File Format" in RocksDB's wiki,
/// blocks of 32 KB, each record with its length, kind and CRC. A MANIFEST has the same form.
result<log_facts> check_log(const std::filesystem::path& file);

/// The list of tables that CURRENT names, its number and length; number 0: it is not there.
struct table_list {
  std::uint64_t number = 0;
  std::uint64_t bytes = 0;
  std::string name;
};
table_list list_of(const std::filesystem::path& folder);
/// The same, without an entry at its end that is not whole: RocksDB passes over such a one.
table_list whole_list_of(const std::filesystem::path& folder);

/// The logs of a folder in the order in which they were written.
std::vector<std::filesystem::path> logs_in(const std::filesystem::path& folder);

}  // namespace acumage::storage
