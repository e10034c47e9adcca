// Why a file cannot be used, in words that tell apart what an administrator mends in different ways.
#pragma once

#include <string>

namespace acumage {

/// `number` (an errno of what was tried with the path) in words: permission denied, with the owner, the mode and who
/// asked; not found; a read-only file system; no space; else the system's own.
std::string file_problem(const std::string& path, int number);

/// The errno with which reading the path fails; 0: it can be read. A folder: EISDIR.
int why_unreadable(const std::string& path);

/// The user that this process runs as.
std::string own_user();

}  // namespace acumage
