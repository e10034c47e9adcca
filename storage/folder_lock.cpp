#include "storage/folder_lock.hpp"

#include <fcntl.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <utility>

namespace acumage::storage {

namespace {

namespace fs = std::filesystem;

/// statfs(2), linux/magic.h. Their locks are advisory between machines at best, and lost when the
/// connection to the server breaks, while the process that held one goes on.
constexpr std::array<std::pair<unsigned, const char*>, 9> shared_by_network{{
    {0x6969U, "NFS"},
    {0x517BU, "SMB"},
    {0xFE534D42U, "SMB"},
    {0xFF534D42U, "SMB (cifs)"},
    {0x5346414FU, "AFS"},
    {0x73757245U, "Coda"},
    {0x564CU, "NCP"},
    {0x01021997U, "9P"},
    {0x65735546U, "FUSE, such as sshfs"},
}};

}  // namespace

std::optional<pid_t> holder_of(const fs::path& folder) {
  const int file = ::open((folder / "LOCK").c_str(), O_RDWR | O_CLOEXEC);
  if (file < 0) return std::nullopt;  // a start tells why a folder cannot be used
  struct flock lock {};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  const bool asked = ::fcntl(file, F_GETLK, &lock) == 0;
  ::close(file);
  if (!asked || lock.l_type == F_UNLCK) return std::nullopt;
  return std::max<pid_t>(lock.l_pid, 0);
}

std::string why_locks_fail(long file_system) {
  for (const auto& [magic, name] : shared_by_network)
    if (static_cast<unsigned>(file_system) == magic)
      return std::string{"it is on "} + name +
             ", whose locks do not keep a second node out; expected a local file system, or a "
             "block device that one machine at a time may mount";
  return {};
}

std::string why_locks_fail(const fs::path& folder) {
  std::error_code failed;
  auto at = fs::absolute(folder, failed);
  struct statfs facts {};
  while (::statfs(at.c_str(), &facts) != 0) {
    if (at == at.parent_path()) return {};
    at = at.parent_path();
  }
  return why_locks_fail(static_cast<long>(facts.f_type));
}

}  // namespace acumage::storage
