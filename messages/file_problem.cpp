#include "messages/file_problem.hpp"

#include <fcntl.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <system_error>

namespace acumage {

namespace {

std::string name_of(uid_t user) {
  std::array<char, 4096> memory{};
  passwd entry{};
  passwd* found = nullptr;
  if (::getpwuid_r(user, &entry, memory.data(), memory.size(), &found) != 0 || found == nullptr)
    return "user " + std::to_string(user);
  return found->pw_name;
}

std::string denied(const std::string& path) {
  struct stat facts {};
  if (::stat(path.c_str(), &facts) != 0)
    return "permission denied (by a folder above it; this process runs as " + own_user() + ")";
  std::array<char, 8> mode{};
  std::snprintf(mode.data(), mode.size(), "%04o", static_cast<unsigned>(facts.st_mode & 07777U));
  return "permission denied (owned by " + name_of(facts.st_uid) + ", mode " + mode.data() +
         "; this process runs as " + own_user() + ")";
}

}  // namespace

std::string own_user() { return name_of(::geteuid()); }

std::string file_problem(const std::string& path, int number) {
  switch (number) {
    case EACCES:
    case EPERM: return denied(path);
    case ENOENT: return "not found";
    case ENOTDIR: return "not found (a part of the path is no folder)";
    case EISDIR: return "it is a folder";
    case EROFS: return "its file system is read-only";
    case ENOSPC: return "no space left on its disk";
    case EDQUOT: return "no space left: the disk quota is used up";
    default: return std::generic_category().message(number);
  }
}

int why_unreadable(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0) return errno;
  struct stat facts {};
  const int problem = ::fstat(file, &facts) != 0 ? errno : S_ISDIR(facts.st_mode) ? EISDIR : 0;
  ::close(file);
  return problem;
}

}  // namespace acumage
