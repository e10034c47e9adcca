// Who holds a data folder, and file systems whose locks keep nobody out.
#include "storage/folder_lock.hpp"
#include "rig.hpp"

#include <sys/wait.h>
#include <unistd.h>

namespace acumage::tests {
namespace {

/// What another process sees, for a look from this one would give up its lock.
int holder_seen_by_another(const std::filesystem::path& folder) {
  const auto child = ::fork();
  if (child == 0) {
    const auto holder = storage::holder_of(folder);
    ::_exit(!holder ? 0 : *holder == ::getppid() ? 1 : 2);
  }
  int how = 0;
  ::waitpid(child, &how, 0);
  return WEXITSTATUS(how);
}

TEST_CASE("folder lock: another process sees who has the folder, until it is closed") {
  rig at;
  CHECK(holder_seen_by_another(at.path()) == 1);
  at.close();
  CHECK(holder_seen_by_another(at.path()) == 0);
  CHECK_FALSE(storage::holder_of(at.path() / "missing"));
}

TEST_CASE("folder lock: network file systems are refused by name, local ones are not") {
  CHECK(storage::why_locks_fail(0x6969L).find("NFS") != std::string::npos);
  CHECK(storage::why_locks_fail(0xFF534D42L).find("SMB") != std::string::npos);
  // As a 32-bit statfs has it: the sign is no part of the number.
  CHECK(storage::why_locks_fail(static_cast<long>(static_cast<int>(0xFE534D42U))).find("SMB") !=
        std::string::npos);
  for (const long local : {0xEF53L, 0x58465342L, 0x9123683EL, 0x01021994L, 0x794C7630L})
    CHECK(storage::why_locks_fail(local).empty());
  const temp_dir folder;
  CHECK(storage::why_locks_fail(folder / "not" / "made" / "yet").empty());
}

}  // namespace
}  // namespace acumage::tests
