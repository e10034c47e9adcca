// The letters on disk, found by id, filter and key; and what the limits need to know of them in memory.
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
  std::map<std::string, std::uint64_t> open_by_entity;  ///< without the unrouted, which have none
};

class letter_edits;

/// Readers come from any thread. What changes letters goes through letter_edits.
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
  /// Calls `each` by growing id from `from_id` until it returns false.
  status visit(const letter_filter& filter, std::uint64_t from_id,
               const std::function<bool(letter_head&)>& each) const;
  /// Shorter than `limit` where the letters are large: at most 8 MB, or one letter.
  result<letter_page> page(const letter_filter& filter, std::uint64_t from_id, std::size_t limit,
                           letter_parts parts) const;
  result<letter_count> count(const letter_filter& filter) const;
  result<std::vector<std::uint64_t>> replay_order(const letter_filter& filter, version above) const;
  /// Open letters of a key with a version below. A look into memory when the key has none.
  result<std::vector<std::uint64_t>> open_below(entity which, const std::string& key,
                                                version bound) const;

  letter_figures figures() const;
  /// How many open ones failed first before that time, to the hour: not those of the hour that it is in.
  std::uint64_t open_before(std::int64_t us) const;
  bool full() const { return bytes_ >= limits_.max_bytes; }

  /// Lets go of at most `limit` closed ones: the old ones, or the oldest while there is no room. Called
  /// under the ends lock. Returns how many.
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
  std::string closed_floor_;  ///< no closed letter is below: trimming starts here; ends lock
  /// How many open letters have a key with that hash, 255 for more: most deliveries have no letters, and
  /// must not pay a search on disk to learn that. Grows no further with the letters: 1 MB, and with far
  /// more letters than places a search is made in vain.
  mutable std::vector<std::atomic<std::uint8_t>> places_;
};

}  // namespace acumage::storage
