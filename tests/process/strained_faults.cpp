// The program on a machine in need, by files in the folder that ACUMAGE_TEST_STRAIN names:
//   no-room   while it is there, what is written to files of the data folder finds no room; half of it is written.
//             Says "unseen": the file system claims to have room
//   no-sync   while it is there, a sync of such a file fails with EIO
//   no-read   while it is there, a read of such a file fails with EIO
//   slow-reads  while it is there, each read of a file of the data folder takes 500 ms, and the
//             file "reading" says that there was one
//   clock     seconds that the wall clock is ahead
//   descriptors  how many the process may have, from its start on
#include "node/test_faults.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>
#include <cerrno>
#include <cstdarg>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fstream>
#include <string>

namespace acumage::node {
void add_test_faults(actors::lane_setup&) {}
}  // namespace acumage::node

namespace {

const char* strain_folder() {
  static const char* const folder = std::getenv("ACUMAGE_TEST_STRAIN");
  return folder;
}

bool is_file_of_database(int file) {
  struct stat facts {};
  if (::fstat(file, &facts) != 0 || !S_ISREG(facts.st_mode)) return false;
  char name[64];
  std::snprintf(name, sizeof name, "/proc/self/fd/%d", file);
  char path[4096];
  const auto length = ::readlink(name, path, sizeof path - 1);
  if (length <= 0) return false;
  path[length] = '\0';
  return std::strstr(path, "/data/") != nullptr;
}

/// The strain is on, and the file one that it concerns.
bool suffers(int file, const char* strain) {
  if (strain_folder() == nullptr || file <= 2) return false;
  const auto path = std::string{strain_folder()} + "/" + strain;
  return ::access(path.c_str(), F_OK) == 0 && is_file_of_database(file);
}
bool no_room(int file) { return suffers(file, "no-room"); }

struct few_descriptors {
  few_descriptors() {
    if (strain_folder() == nullptr) return;
    std::ifstream told{std::string{strain_folder()} + "/descriptors"};
    rlim_t most = 0;
    if (!(told >> most)) return;
    const rlimit limit{most, most};
    ::setrlimit(RLIMIT_NOFILE, &limit);
  }
} at_the_start;

}  // namespace

// They take the place of libc's for the whole program, RocksDB included.
extern "C" {

ssize_t write(int file, const void* bytes, size_t size) {
  if (!no_room(file)) return ::syscall(SYS_write, file, bytes, size);
  if (size > 1) return ::syscall(SYS_write, file, bytes, size / 2);
  errno = ENOSPC;
  return -1;
}

ssize_t pwrite(int file, const void* bytes, size_t size, off_t at) {
  if (!no_room(file)) return ::syscall(SYS_pwrite64, file, bytes, size, at);
  errno = ENOSPC;
  return -1;
}

ssize_t writev(int file, const struct iovec* parts, int count) {
  if (!no_room(file)) return ::syscall(SYS_writev, file, parts, count);
  errno = ENOSPC;
  return -1;
}

ssize_t pwrite64(int file, const void* bytes, size_t size, off64_t at) {
  return ::pwrite(file, bytes, size, at);
}

ssize_t pread(int file, void* bytes, size_t size, off_t at) {
  if (suffers(file, "slow-reads")) {
    const auto told = std::string{strain_folder()} + "/reading";
    ::syscall(SYS_close, ::syscall(SYS_open, told.c_str(), O_WRONLY | O_CREAT, 0600));
    ::usleep(500'000);
  }
  if (!suffers(file, "no-read")) return ::syscall(SYS_pread64, file, bytes, size, at);
  errno = EIO;
  return -1;
}

int fdatasync(int file) {
  if (!suffers(file, "no-sync")) return static_cast<int>(::syscall(SYS_fdatasync, file));
  errno = EIO;
  return -1;
}

ssize_t pread64(int file, void* bytes, size_t size, off64_t at) {
  return ::pread(file, bytes, size, at);
}

int statvfs(const char* path, struct statvfs* facts) {
  const auto file = static_cast<int>(::syscall(SYS_open, path, O_RDONLY));
  if (file < 0) return -1;
  const int done = ::fstatvfs(file, facts);
  ::syscall(SYS_close, file);
  if (done != 0 || strain_folder() == nullptr) return done;
  const auto told = std::string{strain_folder()} + "/no-room";
  char text[8]{};
  const auto strain = static_cast<int>(::syscall(SYS_open, told.c_str(), O_RDONLY));
  if (strain < 0) return done;
  static_cast<void>(!::syscall(SYS_read, strain, text, sizeof text - 1));
  ::syscall(SYS_close, strain);
  if (std::strcmp(text, "unseen") != 0) facts->f_bavail = facts->f_bfree = 0;
  return done;
}

int statvfs64(const char* path, struct statvfs64* facts) {
  return ::statvfs(path, reinterpret_cast<struct statvfs*>(facts));
}

int clock_gettime(clockid_t which, struct timespec* now) {
  const auto done = ::syscall(SYS_clock_gettime, which, now);
  if (done != 0 || which != CLOCK_REALTIME || strain_folder() == nullptr)
    return static_cast<int>(done);
  const auto path = std::string{strain_folder()} + "/clock";
  const auto file = ::syscall(SYS_open, path.c_str(), O_RDONLY);
  if (file < 0) return 0;
  char text[32]{};
  static_cast<void>(::syscall(SYS_read, file, text, sizeof text - 1));
  ::syscall(SYS_close, file);
  now->tv_sec += std::atol(text);
  return 0;
}
}
