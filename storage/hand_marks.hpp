// Which changes are being worked on right now, kept where they survive the death of the process.
#pragma once

#include "messages/entity.hpp"
#include "messages/result.hpp"

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace acumage::storage {

/// Prevents one record from ending the process again and again (SPEC 6). Before changes are worked
/// on, their numbers are noted in a small mapped file, which costs no system call and survives the
/// process, though not the machine. After a run that ended without a stop, the next start reads
/// what was in hand: those changes are *suspects* and are taken one at a time. A change is
/// *condemned* when, for the third time in a row, a run ended that way within a minute of its start
/// with that change alone in hand. Its lane then writes a dead letter `bug` for it.
///
/// An end by a signal from outside (kill -9, out of memory) proves little about what was in hand.
/// In that case a change is condemned only when it was in hand alone at five such ends in a row,
/// and was being worked on each time. A change whose request is waiting for the store is never
/// blamed: the wait takes so long that repeatedly killing a node whose store hangs would hit the
/// same change each time.
///
/// A change whose request was at the store when a run ended, for any reason, is *unanswered*, and
/// so is one that got no answer before that: the store may have applied the request, or may still
/// apply it. A delivery that covers several changes is marked by its newest, which is settled
/// together with the others.
///
/// The process may end at any instruction: each mark is set and removed by one store to memory, and
/// no list is ever rewritten.
///
/// Thread-safe, except note_crash(), which is for signal handlers.
class hand_marks {
 public:
  /// Reads what the previous run left, and begins a run. errc::storage_failed when the file cannot
  /// be mapped.
  static result<std::unique_ptr<hand_marks>> open(const std::filesystem::path& folder);
  /// Without a folder, and discarded with the object: for rules that are only queried. Throws
  /// std::bad_alloc.
  static std::unique_ptr<hand_marks> unkept();
  ~hand_marks();
  hand_marks(const hand_marks&) = delete;
  hand_marks& operator=(const hand_marks&) = delete;

  /// Consecutive unexpected ends, each within a minute of its start.
  std::uint32_t unclean_ends() const { return unclean_ends_; }
  /// Whether there are suspects. Suspects are in hand one at a time, each alone.
  bool careful() const { return suspected_.load(std::memory_order_acquire) != 0; }
  bool suspect(entity which, std::uint64_t sequence) const;
  bool condemned(entity which, std::uint64_t sequence) const;
  /// Every change to which one of these applies.
  std::vector<std::pair<entity, std::uint64_t>> known() const;
  bool unanswered(entity which, std::uint64_t sequence) const;
  /// The store may still apply requests for these changes: they are unanswered from now on.
  void doubt(entity which, std::span<const std::uint64_t> sequences);
  /// The same for every change up to these numbers, by entity, in this process; before the first
  /// one is taken in hand.
  void doubt_until(const std::array<std::uint64_t, entity_count>& numbers) {
    doubted_until_ = numbers;
  }
  /// The change has been worked on, and the process is still alive.
  void passed(entity which, std::uint64_t sequence);
  /// Its end is on disk.
  void ended(entity which, std::uint64_t sequence);

  /// The run has lasted a minute: from now on an end no longer counts as soon after the start.
  void note_survived();
  /// The process is about to end as requested.
  void note_clean_end();
  /// The process is about to crash. For a signal handler: touches mapped memory only.
  static void note_crash();

  /// A place in the file; each actor that works on changes has its own.
  class slot;
  /// Throws std::runtime_error beyond the 64 places there are.
  slot* make_slot();

  class wait;
  /// Changes in hand from here to the end of the scope.
  class hold {
   public:
    hold(hand_marks& of, slot* where, entity which, std::span<const std::uint64_t> sequences);
    ~hold();
    hold(const hold&) = delete;
    hold& operator=(const hold&) = delete;

   private:
    friend class hand_marks::wait;
    slot* where_;
    std::unique_lock<std::mutex> alone_;
  };

  /// From here to the end of the scope, what is in hand is waiting for the store, and other changes
  /// may be in hand at the same time.
  class wait {
   public:
    explicit wait(hold& of);
    ~wait();
    wait(const wait&) = delete;
    wait& operator=(const wait&) = delete;

   private:
    hold& of_;
  };

 private:
  struct file;
  using change_name = std::pair<entity, std::uint64_t>;
  enum class standing : std::uint8_t { suspect, condemned };

  /// Free places of one kind in the file.
  class places {
   public:
    explicit places(std::uint32_t size) : size_{size} {}
    std::uint32_t take();  ///< `none` when all are taken
    void give(std::uint32_t place);
    /// Marks a place found taken in the file; in ascending order of places, before any other call.
    void found(std::uint32_t place);
    static constexpr std::uint32_t none = ~std::uint32_t{0};

   private:
    std::vector<std::uint32_t> free_;
    std::uint32_t next_ = 0;
    std::uint32_t size_;
  };
  struct suspicion {
    standing is = standing::suspect;
    std::uint32_t place = places::none;
  };

  explicit hand_marks(file* mapped);
  std::array<std::uint64_t, entity_count> doubted_until_{};
  void judge_last_run();
  void suspect_those_in_hand(std::map<change_name, std::uint32_t> strikes);
  void read_unanswered();
  void read_suspects(std::map<change_name, std::uint32_t>& strikes);
  void put_suspect(const change_name& name, standing is, std::uint32_t strikes);
  void put_unanswered(const change_name& name);

  file* file_;
  std::uint32_t unclean_ends_ = 0;
  std::atomic<std::size_t> suspected_{0};
  std::atomic<std::size_t> unanswered_count_{0};
  mutable std::mutex mutex_;
  std::map<change_name, suspicion> standings_;
  std::map<change_name, std::uint32_t> unanswered_;  // its place
  places suspect_places_;
  places unanswered_places_;
  std::mutex one_at_a_time_;
  std::uint32_t slots_ = 0;
};

}  // namespace acumage::storage
