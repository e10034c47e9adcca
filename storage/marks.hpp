// What was last delivered for each key: the gate that stops older versions.
#pragma once

#include "messages/entity.hpp"
#include "messages/outcome.hpp"
#include "messages/result.hpp"
#include "storage/database.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace acumage::storage {

/// The mark after an ending; empty: there is still none. The version never goes back: a forced
/// replay of an older change leaves the version as it is and sets its value, which the store now
/// has.
std::optional<delivered_mark> merged(std::optional<delivered_mark> before, const ending& end);

/// The marks read for keys that are about to leave, so that their ends need not read them again.
/// Thread-safe.
class recent_marks {
 public:
  using mark = std::optional<delivered_mark>;

  /// Taken before a mark is read from the disk, and passed back with what was read.
  std::uint64_t moment(const std::string& name) const;
  /// Discards it at once when the mark has been written since that moment.
  void remember(const std::string& name, const mark& what, std::uint64_t read_at);
  /// Empty: not known here.
  std::optional<mark> find(const std::string& name) const;
  /// Called after the write.
  void written(const std::string& name);

 private:
  static constexpr std::size_t most =
      8192;  // a few batches of the largest size; some 150 bytes each

  std::uint64_t& writes_of(const std::string& name) const;

  mutable std::mutex mutex_;
  std::unordered_map<std::string, mark> marks_;
  /// Writes counted by the hash of the name: a collision only costs a read.
  mutable std::array<std::uint64_t, 4096> writes_{};
};

/// `name`: mark_key, or quantity_mark_key.
result<std::optional<delivered_mark>> read_mark(const database& db, recent_marks& recent,
                                                const std::string& name);

/// The marks that one write changes; a key that ends twice in it sees its own change. Used under
/// the ends lock: no other code writes marks.
class mark_edits {
 public:
  mark_edits(const database& db, recent_marks& recent) : db_{db}, recent_{recent} {}
  status apply(const ending& end);
  /// What was last delivered to the store's record of this end when this write began, for people;
  /// empty: nothing, or it is not known.
  result<std::optional<std::string>> delivered_before(const ending& end);
  void put(write_batch& batch) const;
  /// Called after the write, whether or not it succeeded.
  void written() const;

 private:
  struct edited {
    recent_marks::mark before;
    recent_marks::mark after;
    bool changed = false;
  };
  result<edited*> find(const std::string& name);
  status apply(const ending& end, const std::string& name);

  const database& db_;
  recent_marks& recent_;
  std::map<std::string, edited> touched_;
};

}  // namespace acumage::storage
