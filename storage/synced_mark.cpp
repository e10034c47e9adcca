#include "storage/synced_mark.hpp"

#include "messages/file_problem.hpp"
#include "storage/keys.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <fstream>
#include <string>

namespace acumage::storage {

namespace {

struct place {
  std::uint64_t value = 0;
  std::uint64_t check = 0;
};

std::uint64_t check_of(std::uint64_t value) {
  std::string bytes{"synced"};
  append_number(bytes, value);
  return stable_hash(bytes);
}

}  // namespace

/// Two places used in turn: if the process ends between value and check, the other one is intact.
struct synced_mark::file {
  std::array<place, 2> places{};
  std::uint64_t list_number = 0;
  place list;  ///< its length; the check also covers the number
};

result<std::unique_ptr<synced_mark>> synced_mark::open(const std::filesystem::path& folder) {
  const auto path = (folder / "synced").string();
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  int problem = descriptor < 0 ? errno : 0;
  void* memory = MAP_FAILED;
  if (problem == 0) problem = ::posix_fallocate(descriptor, 0, sizeof(file));
  if (problem == 0) {
    memory = ::mmap(nullptr, sizeof(file), PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    if (memory == MAP_FAILED) problem = errno;
  }
  if (descriptor >= 0) ::close(descriptor);
  if (problem != 0)
    return error{
        errc::storage_failed,
        path + ": " + file_problem(path, problem) + "; expected a file that can be written",
        {}};
  return std::unique_ptr<synced_mark>{new synced_mark{static_cast<file*>(memory)}};
}

synced_mark::synced_mark(file* mapped) : file_{mapped} {
  for (std::size_t i = 0; i < file_->places.size(); ++i) {
    const auto& each = file_->places.at(i);
    if (each.check != check_of(each.value) || each.value <= value_) continue;
    value_ = each.value;
    second_ = i == 0;
  }
}

synced_mark::~synced_mark() { ::munmap(file_, sizeof(file)); }

std::uint64_t synced_mark::value() const {
  const std::lock_guard guard{mutex_};
  return value_;
}

void synced_mark::raise(std::uint64_t sequence) {
  const std::lock_guard guard{mutex_};
  if (sequence <= value_) return;
  value_ = sequence;
  auto& next = file_->places.at(second_ ? 1 : 0);
  second_ = !second_;
  next.value = sequence;
  std::atomic_signal_fence(std::memory_order_seq_cst);  // the file receives them in this order
  next.check = check_of(sequence);
}

void synced_mark::note_list(std::uint64_t number, std::uint64_t bytes) {
  const std::lock_guard guard{mutex_};
  file_->list.check = 0;
  std::atomic_signal_fence(std::memory_order_seq_cst);
  file_->list_number = number;
  file_->list.value = bytes;
  std::atomic_signal_fence(std::memory_order_seq_cst);
  file_->list.check = check_of(number ^ check_of(bytes));
}

synced_mark::found synced_mark::read(const std::filesystem::path& folder) {
  std::ifstream in{folder / "synced", std::ios::binary};
  if (!in) return {};
  file stored;
  if (!in.read(reinterpret_cast<char*>(&stored), sizeof stored)) return {standing::damaged, 0};
  found said;
  for (const auto& each : stored.places) {
    if (each.value == 0 && each.check == 0) continue;  // never written
    const bool sound = each.check == check_of(each.value);
    if (!sound) said.how = standing::damaged;
    if (sound && said.how == standing::none) said.how = standing::sound;
    if (sound) said.value = std::max(said.value, each.value);
  }
  if (stored.list.check == check_of(stored.list_number ^ check_of(stored.list.value))) {
    said.list_number = stored.list_number;
    said.list_bytes = stored.list.value;
  }
  return said;
}

}  // namespace acumage::storage
