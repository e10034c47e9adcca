// The dead letters that one write changes: each is read once, and memory is updated when the write is on disk.
#pragma once

#include "messages/dead_letter.hpp"
#include "messages/result.hpp"
#include "storage/database.hpp"
#include "storage/dead_letters.hpp"
#include "storage/record_codec.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace acumage::storage {

/// Two writers run at the same time, each under its own lock and with its own name for the next id;
/// at a start the larger one is used.
enum class id_writer : std::uint8_t { intake, ends };

std::string_view next_id_key(id_writer which);

/// Whether a later delivery of that key can supersede open dead letters of the (entity, key).
bool findable_by_key(const letter_head& head);

/// Exists only while its writer holds the lock.
class letter_edits {
 public:
  letter_edits(dead_letters& of, id_writer writer) : letters_{of}, writer_{writer} {}

  /// The dead letter as this write leaves it, to be changed in place; null when there is none.
  result<letter_head*> find(std::uint64_t id);
  /// A new dead letter under a new id. `letter.id` is ignored.
  std::uint64_t add(dead_letter letter);
  /// Replaces a found dead letter and its body.
  void replace(std::uint64_t id, dead_letter letter);
  void erase(std::uint64_t id);

  /// Removes what was added since there were `size` added dead letters (a refused submission).
  std::size_t added() const { return added_.size(); }
  void shrink_to(std::size_t added);

  void put(write_batch& batch) const;
  /// Called once the write is on disk.
  void done();

 private:
  struct edit {
    std::optional<letter_head> before;
    std::size_t before_bytes = 0;
    std::optional<letter_head> after;
    std::optional<std::string> body;  ///< empty: unchanged
  };
  static void put_index(write_batch& batch, const edit& change);

  dead_letters& letters_;
  id_writer writer_;
  std::map<std::uint64_t, edit> edits_;
  std::vector<std::uint64_t> added_;
};

}  // namespace acumage::storage
