#include "storage/folder_access.hpp"

#include "messages/file_problem.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>

namespace acumage::storage {

namespace {

namespace fs = std::filesystem;

/// 0: access is allowed. A missing file is no problem: a live node removes files.
int why_not(const fs::path& path, int mode) {
  if (::faccessat(AT_FDCWD, path.c_str(), mode, AT_EACCESS) == 0) return 0;
  return errno == ENOENT ? 0 : errno;
}

error refused(const fs::path& folder, const fs::path& path, int number) {
  const auto wanted = number == EACCES || number == EPERM
                          ? "files that it may use: `chown -R " + own_user() + " " +
                                folder.string() + "`, or run the command as their owner"
                          : std::string{"a folder that can be used"};
  return {errc::storage_failed,
          "data folder " + folder.string() + ": " + path.string() + ": " +
              file_problem(path.string(), number) + "; expected " + wanted,
          {}};
}

}  // namespace

status check_access(const fs::path& folder, folder_use how) {
  const int mode = how == folder_use::write ? R_OK | W_OK : R_OK;
  if (const int number = why_not(folder, mode | X_OK); number != 0)
    return refused(folder, folder, number);
  std::error_code failed;
  for (fs::directory_iterator at{folder, failed}, end; !failed && at != end; at.increment(failed))
    if (const int number = why_not(at->path(), mode); number != 0)
      return refused(folder, at->path(), number);
  if (failed && failed != std::errc::no_such_file_or_directory)
    return refused(folder, folder, failed.value());
  return done();
}

}  // namespace acumage::storage
