#include "node/process_now.hpp"

#include "settings/wall_clock.hpp"

#include <sys/resource.h>
#include <unistd.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

namespace acumage::node {

namespace {

const double began_s =
    static_cast<double>(settings::wall_us()) / 1e6;  // before main(), not at the first call

double seconds_of(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

std::uint64_t resident_bytes() {
  std::ifstream file{"/proc/self/statm"};
  std::uint64_t whole = 0;
  std::uint64_t resident = 0;
  file >> whole >> resident;
  return resident * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

std::uint64_t open_files() {
  std::error_code gone;
  std::uint64_t count = 0;
  for (std::filesystem::directory_iterator at{"/proc/self/fd", gone}, end; !gone && at != end;
       at.increment(gone))
    ++count;
  return count;
}

}  // namespace

api::process_figures process_now() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  api::process_figures figures;
  figures.resident_bytes = resident_bytes();
  figures.open_files = open_files();
  figures.cpu_s = seconds_of(used.ru_utime) + seconds_of(used.ru_stime);
  figures.began_s = began_s;
  return figures;
}

}  // namespace acumage::node
