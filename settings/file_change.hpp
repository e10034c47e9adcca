// Changes to the settings file: checked as the whole that it becomes, then written, with a way back.
#pragma once

#include "settings/ini_edit.hpp"
#include "settings/load.hpp"

#include <filesystem>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace acumage::settings {

/// "queue.batch_count" as section and key, by the table; a map's key may hold dots. Empty section:
/// no such section.
std::pair<std::string, std::string> section_and_key(const std::string& full_name);

struct proposal {
  std::filesystem::path file;  ///< the file itself, where a link leads
  std::string before;
  std::string after;
  std::string diff;                ///< secrets are hidden; empty: nothing changes
  std::vector<finding> errors;     ///< that these changes make: they must not be written
  std::vector<finding> remaining;  ///< other findings of the file that it becomes
};

/// What the file of `from` becomes. An unknown section or key is an error of the proposal, as is
/// every error that the file does not have already; what it lacks so far is not. errc::not_found
/// without a file; errc::storage_failed if it cannot be read or nothing can be written beside it.
result<proposal> propose(const settings_sources& from, std::span<const ini_change> changes);
/// The way back: the newest backup. errc::not_found if there is none.
result<proposal> propose_undo(const settings_sources& from);

inline constexpr std::size_t most_backups = 10;

/// Replaces the file, keeping its owner and mode, and keeps the former one as FILE.bak-<time>, the
/// newest most_backups of them. errc::conflict if the file is no longer `before`.
status write_settings(const proposal& what, std::int64_t now_us);

/// Puts a secret into credentials/<name> beside the file, mode 0600, and returns the change that
/// refers to it. errc::invalid if the key is no secret.
result<std::vector<ini_change>> keep_secret(const settings_sources& from,
                                            const std::string& full_name, const std::string& value);

}  // namespace acumage::settings
