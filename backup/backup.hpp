// Makes a backup of a data folder that is in use, and removes old ones.
#pragma once

#include "messages/control.hpp"
#include "messages/result.hpp"
#include "storage/ledger.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace acumage::backup {

struct source {
  const storage::ledger& of;
  std::filesystem::path folder;  ///< the data folder
  std::string settings;          ///< config.ini of the settings in force, without secrets
  std::int64_t now_us = 0;
};

/// Makes <folder>/2026-12-01T09-40-11Z with the tables and logs of one moment in data/, the
/// settings, and the checksums of all files. Tables are hard links if the folder is on the same file
/// system, so that it takes little room and time. It gets its name when it is on disk and has been
/// opened once; before that it is named .partial, and the next backup removes it. Then the oldest of
/// the backups beyond order.keep go.
///
/// errc::invalid for a folder that is not absolute or inside the data folder; errc::storage_failed,
/// errc::full; errc::unavailable once `goes_on` says no.
result<backup_status> make_backup(const source& from, const backup_order& what,
                                  const std::function<bool()>& goes_on);

/// The complete backups of a folder, by their names: oldest first.
std::vector<std::string> backups_in(const std::filesystem::path& folder);

/// When it was begun, microseconds since 1970; 0: no name of a backup.
std::int64_t time_of(const std::string& name);

}  // namespace acumage::backup
