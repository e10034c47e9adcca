#include "storage/hand_marks.hpp"

#include "messages/file_problem.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <stdexcept>
#include <system_error>
#include <utility>
#include <vector>

namespace acumage::storage {

namespace {

constexpr std::uint64_t magic = 0x3465'6761'6d75'6361ULL;  // "acumage4" in bytes, as written here
constexpr std::size_t slot_count = 64;
constexpr std::size_t slot_size = 2048;  // a batch has at most 1000 rows, a lane's chunk 256
constexpr std::uint32_t suspect_count = 4096;
constexpr std::uint32_t unanswered_count = 131'072;  // 1 MB; more are kept in memory
constexpr std::uint32_t ends_to_condemn = 3;
/// Of 3,000 kills at random moments, some hit the same innocent change three times in a row.
constexpr std::uint32_t kills_to_condemn = 5;

enum class run : std::uint32_t { ended, began, survived };

std::atomic<std::uint32_t>* crash_flag = nullptr;

/// A change as one word, never 0: entity and acceptance number.
std::uint64_t packed(const std::pair<entity, std::uint64_t>& name) {
  return (static_cast<std::uint64_t>(index_of(name.first)) + 1) << 60U | name.second;
}

std::pair<entity, std::uint64_t> unpacked(std::uint64_t word) {
  const auto which = ((word >> 60U) - 1) % entity_count;
  return {static_cast<entity>(which), word & ((1ULL << 60U) - 1)};
}

}  // namespace

class hand_marks::slot {
 public:
  std::atomic<std::uint32_t> count{0};
  std::atomic<std::uint32_t> waits{0};  // threads waiting for the store
  std::atomic<std::uint32_t> asked{0};  // it has waited for the store since it was taken in hand
  std::uint32_t which = 0;
  std::array<std::uint64_t, slot_size> sequences{};
};

/// The layout of the file. A fresh file is all zeros.
struct hand_marks::file {
  struct suspected {
    std::atomic<std::uint64_t> name{0};  // 0: free
    std::atomic<std::uint32_t> strikes{0};
  };
  std::uint64_t form = 0;
  std::atomic<run> state{run::ended};
  std::atomic<std::uint32_t> crashed{0};
  std::uint32_t unclean_ends = 0;
  std::array<suspected, suspect_count> suspects{};
  std::array<slot, slot_count> slots{};
  std::array<std::atomic<std::uint64_t>, unanswered_count> unanswered{};  // 0: free
};

std::uint32_t hand_marks::places::take() {
  if (free_.empty()) return next_ == size_ ? none : next_++;
  const auto place = free_.back();
  free_.pop_back();
  return place;
}

void hand_marks::places::give(std::uint32_t place) {
  if (place != none) free_.push_back(place);
}

void hand_marks::places::found(std::uint32_t place) {
  for (; next_ < place; ++next_) free_.push_back(next_);
  next_ = place + 1;
}

hand_marks::hand_marks(file* mapped)
    : file_{mapped}, suspect_places_{suspect_count}, unanswered_places_{unanswered_count} {}

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
  // Allocates the disk space now: writing to a page without space later would raise SIGBUS.
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
    mapped = new (memory) file;  // a new file, or one of another format: nothing is known
  std::unique_ptr<hand_marks> marks{new hand_marks{mapped}};
  marks->judge_last_run();
  return marks;
}

std::unique_ptr<hand_marks> hand_marks::unkept() {
  void* const memory =
      ::mmap(nullptr, sizeof(file), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) throw std::bad_alloc{};
  return std::unique_ptr<hand_marks>{new hand_marks{new (memory) file}};
}

hand_marks::~hand_marks() {
  if (crash_flag == &file_->crashed) crash_flag = nullptr;
  ::munmap(file_, sizeof(file));
}

/// A stop does not wait for the store indefinitely, so it proves nothing about these changes.
void hand_marks::read_unanswered() {
  for (std::uint32_t place = 0; place < unanswered_count; ++place) {
    const auto word = file_->unanswered.at(place).load();
    if (word == 0) continue;
    unanswered_places_.found(place);
    unanswered_.emplace(unpacked(word), place);
  }
  for (const auto& each : file_->slots) {
    if (each.asked == 0) continue;
    const auto which = static_cast<entity>(each.which % entity_count);
    const auto count = std::min<std::size_t>(each.count, slot_size);
    for (std::size_t i = 0; i < count; ++i) put_unanswered({which, each.sequences[i]});
  }
}

void hand_marks::read_suspects(std::map<change_name, std::uint32_t>& strikes) {
  for (std::uint32_t place = 0; place < suspect_count; ++place) {
    const auto& each = file_->suspects.at(place);
    if (each.name == 0) continue;
    const auto name = unpacked(each.name);
    suspect_places_.found(place);
    standings_[name] = {standing::suspect, place};
    strikes[name] = each.strikes;
  }
}

/// The file lists condemned changes as suspects. If the process ends before their dead letter is
/// written, they are examined again.
void hand_marks::put_suspect(const change_name& name, standing is, std::uint32_t strikes) {
  const auto [found, fresh] = standings_.try_emplace(name);
  auto& [now, place] = found->second;
  now = is;
  if (fresh) place = suspect_places_.take();
  if (place == places::none) return;
  file_->suspects.at(place).strikes = strikes;
  file_->suspects.at(place).name = packed(name);
}

void hand_marks::suspect_those_in_hand(std::map<change_name, std::uint32_t> strikes) {
  const auto before = std::exchange(strikes, {});
  const bool anyone_worked =
      std::any_of(file_->slots.begin(), file_->slots.end(),
                  [](const slot& each) { return each.count != 0 && each.waits == 0; });
  std::map<change_name, standing> news;
  for (const auto& each : file_->slots) {
    const auto count = std::min<std::size_t>(each.count, slot_size);
    const auto which = static_cast<entity>(each.which % entity_count);
    // A change that was waiting ended nothing, unless the process crashed and nothing else was
    // running.
    if (each.waits != 0 && (file_->crashed == 0 || anyone_worked)) continue;
    for (std::size_t i = 0; i < count; ++i) news[{which, each.sequences[i]}] = standing::suspect;
    if (count != 1) continue;
    const change_name alone{which, each.sequences.front()};
    const auto found = before.find(alone);
    const auto so_often = (found == before.end() ? 0 : found->second) + 1;
    strikes[alone] = so_often;
    const bool told = file_->crashed != 0 || so_often >= kills_to_condemn;
    if (unclean_ends_ >= ends_to_condemn && told) news[alone] = standing::condemned;
  }
  for (const auto& [name, known] : standings_) news.try_emplace(name, known.is);
  for (const auto& [name, is] : news) {
    const auto alone = strikes.find(name);
    put_suspect(name, is, alone == strikes.end() ? 0 : alone->second);
  }
}

/// What was in hand is added to the lists before it is taken out of hand. Then the run begins.
void hand_marks::judge_last_run() {
  const auto state = file_->state.load();
  const bool unclean = file_->form == magic && state != run::ended;
  if (file_->form == magic) {
    read_unanswered();
    std::map<change_name, std::uint32_t> strikes;
    read_suspects(strikes);
    unclean_ends_ = unclean && state == run::began ? file_->unclean_ends + 1 : 0;
    if (unclean) suspect_those_in_hand(std::move(strikes));
  }
  if (!unclean) {
    for (auto& each : file_->suspects) each.name = 0;
    standings_.clear();
    suspect_places_ = places{suspect_count};
  }
  for (auto& each : file_->slots) {
    each.count = 0;
    each.waits = 0;
    each.asked = 0;
  }
  file_->form = magic;
  file_->crashed = 0;
  file_->unclean_ends = unclean_ends_;
  file_->state = run::began;
  suspected_.store(standings_.size(), std::memory_order_release);
  unanswered_count_.store(unanswered_.size(), std::memory_order_release);
  crash_flag = &file_->crashed;
}

void hand_marks::put_unanswered(const change_name& name) {
  const auto [found, fresh] = unanswered_.try_emplace(name, places::none);
  if (!fresh) return;
  found->second = unanswered_places_.take();
  if (found->second != places::none) file_->unanswered.at(found->second) = packed(name);
  unanswered_count_.store(unanswered_.size(), std::memory_order_release);
}

bool hand_marks::unanswered(entity which, std::uint64_t sequence) const {
  if (sequence <= doubted_until_.at(index_of(which))) return true;
  if (unanswered_count_.load(std::memory_order_acquire) == 0) return false;
  const std::lock_guard guard{mutex_};
  return unanswered_.count({which, sequence}) != 0;
}

void hand_marks::doubt(entity which, std::span<const std::uint64_t> sequences) {
  const std::lock_guard guard{mutex_};
  for (const auto each : sequences) put_unanswered({which, each});
}

bool hand_marks::suspect(entity which, std::uint64_t sequence) const {
  if (!careful()) return false;
  const std::lock_guard guard{mutex_};
  return standings_.count({which, sequence}) != 0;
}

std::vector<std::pair<entity, std::uint64_t>> hand_marks::known() const {
  const std::lock_guard guard{mutex_};
  std::vector<change_name> all;
  for (const auto& [name, ignored] : unanswered_) all.push_back(name);
  for (const auto& [name, ignored] : standings_) all.push_back(name);
  return all;
}

bool hand_marks::condemned(entity which, std::uint64_t sequence) const {
  if (!careful()) return false;
  const std::lock_guard guard{mutex_};
  const auto found = standings_.find({which, sequence});
  return found != standings_.end() && found->second.is == standing::condemned;
}

void hand_marks::passed(entity which, std::uint64_t sequence) {
  if (!careful()) return;
  const std::lock_guard guard{mutex_};
  const auto found = standings_.find({which, sequence});
  if (found == standings_.end()) return;
  const auto place = found->second.place;
  if (place != places::none) file_->suspects.at(place).name = 0;
  suspect_places_.give(place);
  standings_.erase(found);
  suspected_.store(standings_.size(), std::memory_order_release);
}

void hand_marks::ended(entity which, std::uint64_t sequence) {
  passed(which, sequence);
  if (unanswered_count_.load(std::memory_order_acquire) == 0) return;
  const std::lock_guard guard{mutex_};
  const auto found = unanswered_.find({which, sequence});
  if (found == unanswered_.end()) return;
  if (found->second != places::none) file_->unanswered.at(found->second) = 0;
  unanswered_places_.give(found->second);
  unanswered_.erase(found);
  unanswered_count_.store(unanswered_.size(), std::memory_order_release);
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
  of_.where_->asked.store(1, std::memory_order_release);
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

hand_marks::hold::~hold() {
  where_->count.store(0, std::memory_order_release);
  where_->asked.store(0, std::memory_order_release);
}

}  // namespace acumage::storage
