#include "storage/hand_marks.hpp"

#include "messages/file_problem.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <stdexcept>
#include <vector>

namespace acumage::storage {

namespace {

constexpr std::uint64_t magic = 0x3365'6761'6d75'6361ULL;  // "acumage3" in bytes, as written here
constexpr std::size_t slot_count = 64;
constexpr std::size_t slot_size =
    2048;  // a batch has at most 1000 rows, some covering several changes
constexpr std::size_t suspect_count = 4096;
constexpr std::size_t unanswered_count = 8192;
constexpr std::uint32_t ends_to_condemn = 3;
/// Of 3,000 kills at random moments some met the same innocent change three times in a row.
constexpr std::uint32_t kills_to_condemn = 5;

enum class run : std::uint32_t { ended, began, survived };

std::atomic<std::uint32_t>* crash_flag = nullptr;

}  // namespace

class hand_marks::slot {
 public:
  std::atomic<std::uint32_t> count{0};
  std::atomic<std::uint32_t> waits{0};  // for the store
  std::uint32_t which = 0;
  std::array<std::uint64_t, slot_size> sequences{};
};

/// As it stands in the file. All of it is zero in a fresh one.
struct hand_marks::file {
  struct suspicion {
    std::uint32_t which = 0;
    std::uint32_t strikes = 0;
    std::uint64_t sequence = 0;
  };
  std::uint64_t form = 0;
  std::atomic<run> state{run::ended};
  std::atomic<std::uint32_t> crashed{0};
  std::uint32_t unclean_ends = 0;
  std::atomic<std::uint32_t> suspects{0};
  std::array<suspicion, suspect_count> suspected{};
  std::array<slot, slot_count> slots{};
  std::atomic<std::uint32_t> unanswered{0};
  std::array<suspicion, unanswered_count> unanswered_names{};
};

result<std::unique_ptr<hand_marks>> hand_marks::open(const std::filesystem::path& folder) {
  const auto path = (folder / "in-hand").string();
  const auto failed = [&](const char* what) {
    return error{errc::storage_failed,
                 path + ": " + what + ": " + file_problem(path, errno) +
                     "; expected a file that can be written",
                 {}};
  };
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) return failed("open");
  // Room on the disk is taken now: a write to a page that finds none later would be a SIGBUS.
  const int reserved = ::posix_fallocate(descriptor, 0, sizeof(file));
  void* memory = MAP_FAILED;
  if (reserved == 0)
    memory = ::mmap(nullptr, sizeof(file), PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
  const int problem = reserved != 0 ? reserved : errno;
  ::close(descriptor);
  errno = problem;
  if (memory == MAP_FAILED) return failed("map");
  auto* mapped = static_cast<file*>(memory);
  if (mapped->form != magic)
    mapped = new (memory) file;  // new, or of another form: nothing is known
  std::unique_ptr<hand_marks> marks{new hand_marks{mapped}};
  marks->judge_last_run();
  return marks;
}

hand_marks::~hand_marks() {
  if (crash_flag == &file_->crashed) crash_flag = nullptr;
  ::munmap(file_, sizeof(file));
}

/// A stop does not wait for the store for ever, so it says nothing about these.
void hand_marks::read_unanswered() {
  if (file_->form != magic) return;
  for (std::size_t i = 0; i < std::min<std::size_t>(file_->unanswered, unanswered_count); ++i) {
    const auto& each = file_->unanswered_names[i];
    unanswered_.emplace(static_cast<entity>(each.which % entity_count), each.sequence);
  }
  for (const auto& each : file_->slots) {
    if (each.waits == 0) continue;
    const auto which = static_cast<entity>(each.which % entity_count);
    const auto count = std::min<std::size_t>(each.count, slot_size);
    for (std::size_t i = 0; i < count; ++i) unanswered_.emplace(which, each.sequences[i]);
  }
}

void hand_marks::judge_last_run() {
  read_unanswered();
  const auto state = file_->state.load();
  const bool unclean = file_->form == magic && state != run::ended;
  if (unclean) {
    unclean_ends_ = state == run::began ? file_->unclean_ends + 1 : 0;
    std::map<change_name, std::uint32_t> before;
    for (std::size_t i = 0; i < std::min<std::size_t>(file_->suspects, suspect_count); ++i) {
      const auto& each = file_->suspected[i];
      before[{static_cast<entity>(each.which % entity_count), each.sequence}] = each.strikes;
    }
    for (const auto& [name, ignored] : before) standings_[name] = standing::suspect;
    const bool anyone_worked =
        std::any_of(file_->slots.begin(), file_->slots.end(),
                    [](const slot& each) { return each.count != 0 && each.waits == 0; });
    for (const auto& each : file_->slots) {
      const auto count = std::min<std::size_t>(each.count, slot_size);
      const auto which = static_cast<entity>(each.which % entity_count);
      // Who waited ended nothing, unless the process died by itself and nobody else did anything.
      if (each.waits != 0 && (file_->crashed == 0 || anyone_worked)) continue;
      for (std::size_t i = 0; i < count; ++i)
        standings_[{which, each.sequences[i]}] = standing::suspect;
      if (count != 1) continue;
      const change_name alone{which, each.sequences.front()};
      const auto strikes = before[alone] + 1;
      strikes_[alone] = strikes;
      const bool told = file_->crashed != 0 || strikes >= kills_to_condemn;
      if (unclean_ends_ >= ends_to_condemn && told) standings_[alone] = standing::condemned;
    }
  }
  for (auto& each : file_->slots) {
    each.count = 0;
    each.waits = 0;
  }
  file_->form = magic;
  file_->crashed = 0;
  file_->unclean_ends = unclean_ends_;
  file_->state = run::began;
  write_suspects();
  write_unanswered();
  crash_flag = &file_->crashed;
}

/// Condemned ones stand in the file as suspects: should the process end before their letter is written,
/// they are looked at again.
void hand_marks::write_suspects() {
  std::uint32_t count = 0;
  file_->suspects = 0;
  for (const auto& [name, ignored] : standings_) {
    if (count == suspect_count) break;
    const auto strikes = strikes_.find(name);
    file_->suspected[count++] = {static_cast<std::uint32_t>(name.first),
                                 strikes == strikes_.end() ? 0 : strikes->second, name.second};
  }
  file_->suspects = count;
  suspected_.store(standings_.size(), std::memory_order_release);
}

void hand_marks::write_unanswered() {
  std::uint32_t count = 0;
  file_->unanswered = 0;
  for (const auto& [which, sequence] : unanswered_) {
    if (count == unanswered_count) break;
    file_->unanswered_names[count++] = {static_cast<std::uint32_t>(which), 0, sequence};
  }
  file_->unanswered = count;
  unanswered_count_.store(unanswered_.size(), std::memory_order_release);
}

bool hand_marks::unanswered(entity which, std::uint64_t sequence) const {
  if (unanswered_count_.load(std::memory_order_acquire) == 0) return false;
  const std::lock_guard guard{mutex_};
  return unanswered_.count({which, sequence}) != 0;
}

void hand_marks::doubt(entity which, std::span<const std::uint64_t> sequences) {
  const std::lock_guard guard{mutex_};
  for (const auto each : sequences) unanswered_.emplace(which, each);
  write_unanswered();
}

bool hand_marks::suspect(entity which, std::uint64_t sequence) const {
  if (!careful()) return false;
  const std::lock_guard guard{mutex_};
  return standings_.count({which, sequence}) != 0;
}

std::vector<std::pair<entity, std::uint64_t>> hand_marks::known() const {
  const std::lock_guard guard{mutex_};
  std::vector<change_name> all{unanswered_.begin(), unanswered_.end()};
  for (const auto& [name, ignored] : standings_) all.push_back(name);
  return all;
}

bool hand_marks::condemned(entity which, std::uint64_t sequence) const {
  if (!careful()) return false;
  const std::lock_guard guard{mutex_};
  const auto found = standings_.find({which, sequence});
  return found != standings_.end() && found->second == standing::condemned;
}

void hand_marks::passed(entity which, std::uint64_t sequence) {
  if (!careful()) return;
  const std::lock_guard guard{mutex_};
  if (standings_.erase({which, sequence}) != 0) write_suspects();
}

void hand_marks::ended(entity which, std::uint64_t sequence) {
  passed(which, sequence);
  if (unanswered_count_.load(std::memory_order_acquire) == 0) return;
  const std::lock_guard guard{mutex_};
  if (unanswered_.erase({which, sequence}) != 0) write_unanswered();
}

void hand_marks::note_survived() {
  auto began = run::began;
  if (!file_->state.compare_exchange_strong(began, run::survived)) return;
  file_->unclean_ends = 0;
}

void hand_marks::note_clean_end() { file_->state = run::ended; }

void hand_marks::note_crash() {
  if (crash_flag != nullptr) crash_flag->store(1);
}

hand_marks::slot* hand_marks::make_slot() {
  const std::lock_guard guard{mutex_};
  if (slots_ == slot_count) throw std::runtime_error{"hand marks: more actors than places"};
  return &file_->slots[slots_++];
}

hand_marks::wait::wait(hold& of) : of_{of} {
  of_.where_->waits.store(1, std::memory_order_release);
  if (of_.alone_.mutex() != nullptr) of_.alone_.unlock();
}

hand_marks::wait::~wait() {
  if (of_.alone_.mutex() != nullptr) of_.alone_.lock();
  of_.where_->waits.store(0, std::memory_order_release);
}

hand_marks::hold::hold(hand_marks& of, slot* where, entity which,
                       std::span<const std::uint64_t> sequences)
    : where_{where} {
  const bool suspected =
      of.careful() && std::any_of(sequences.begin(), sequences.end(),
                                  [&](std::uint64_t each) { return of.suspect(which, each); });
  if (suspected) alone_ = std::unique_lock{of.one_at_a_time_};
  where_->which = static_cast<std::uint32_t>(which);
  const auto count = std::min(sequences.size(), slot_size);
  std::copy_n(sequences.begin(), count, where_->sequences.begin());
  where_->count.store(static_cast<std::uint32_t>(count), std::memory_order_release);
}

hand_marks::hold::~hold() { where_->count.store(0, std::memory_order_release); }

}  // namespace acumage::storage
