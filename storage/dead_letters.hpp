// The dead letters on disk, found by id, filter and key, and the figures about them that the limits need in memory.
#pragma once

#include "messages/dead_letter.hpp"
#include "messages/result.hpp"
#include "storage/database.hpp"
#include "storage/record_codec.hpp"

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace acumage::storage {

inline constexpr std::size_t letter_class_count = static_cast<std::size_t>(letter_class::bug) + 1;

struct letter_figures {
  std::uint64_t open = 0;
  std::uint64_t bytes = 0;  ///< of all that are kept
  std::map<std::string, std::uint64_t> open_by_class;
  std::map<std::string, std::uint64_t> open_by_entity;  ///< without unrouted ones: no entity
};

class letter_edits;

/// Reading is safe from any thread. Changes go through letter_edits.
class dead_letters {
 public:
  struct limits {
    std::uint64_t max_bytes = 0;
    std::int64_t keep_us = 0;  ///< closed ones
  };

  dead_letters(database& db, limits bounds);
  /// Scans the heads.
  status load();

  result<std::optional<letter_head>> head(std::uint64_t id) const;
  /// errc::not_found, errc::damaged.
  result<dead_letter> letter(std::uint64_t id) const;
  /// Calls `each` by ascending id from `from_id` until it returns false.
  status visit(const letter_filter& filter, std::uint64_t from_id,
               const std::function<bool(letter_head&)>& each) const;
  /// Fewer than `limit` if the dead letters are large: at most 8 MB, or one dead letter.
  result<letter_page> page(const letter_filter& filter, std::uint64_t from_id, std::size_t limit,
                           letter_parts parts) const;
  result<letter_count> count(const letter_filter& filter) const;
  result<std::vector<std::uint64_t>> replay_order(const letter_filter& filter, version above) const;
  /// Open dead letters of a key with a version below the given one. Stays in memory when the key
  /// has none.
  result<std::vector<std::uint64_t>> open_below(entity which, const std::string& key,
                                                version bound) const;

  letter_figures figures() const;
  /// The number of open ones that first failed before that time, to the hour: those of its hour are
  /// excluded.
  std::uint64_t open_before(std::int64_t us) const;
  bool full() const { return bytes_ >= limits_.max_bytes; }

  /// Removes at most `limit` closed ones: the expired ones, or the oldest while there is no room.
  /// Called under the ends lock. Returns how many.
  result<std::size_t> trim(std::int64_t now_us, std::size_t limit);

 private:
  friend class letter_edits;
  class page_room;
  bool any_findable() const;  ///< open, and not unrouted
  std::atomic<std::uint8_t>& places(std::string_view name) const;
  void count_hour(const letter_head& head, std::int64_t more);
  void note(const letter_head& head, std::size_t head_bytes);
  void unnote(const letter_head& head, std::size_t head_bytes);

  database& db_;
  limits limits_;
  std::atomic<std::uint64_t> next_id_{1};
  std::atomic<std::uint64_t> bytes_{0};
  std::array<std::atomic<std::uint64_t>, letter_class_count> open_{};
  std::array<std::atomic<std::uint64_t>, entity_count> open_of_entity_{};
  mutable std::mutex hours_mutex_;
  std::map<std::int64_t, std::uint64_t> open_by_hour_;  ///< of their first failure, since 1970
  std::string closed_floor_;  ///< no closed dead letter is below: trimming starts here; ends lock
  /// The number of open dead letters whose key has that hash, capped at 255: most deliveries have
  /// none, and must not pay for a disk search to find out. Fixed at 1 MB, whatever the number of
  /// dead letters; with far more of them than slots, some searches find nothing.
  mutable std::vector<std::atomic<std::uint8_t>> places_;
};

}  // namespace acumage::storage
