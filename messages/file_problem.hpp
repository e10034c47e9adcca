// Why a file cannot be used, in words that distinguish the problems an administrator fixes in
// different ways.
#pragma once

#include <string>

namespace acumage {

/// The errno `number` of an operation on the path, in words: permission denied, with the owner, the
/// mode and the user of this process; not found; a read-only file system; no space; otherwise the
/// system's own text.
std::string file_problem(const std::string& path, int number);

/// The errno with which reading the path fails; 0 if it can be read. EISDIR for a folder.
int why_unreadable(const std::string& path);

/// The user that this process runs as.
std::string own_user();

}  // namespace acumage
