// The letters that one write changes: each is read once, and memory follows when the write is on disk.
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

/// Two writers run at the same time, each under its own lock and with its own name for the next id; at a
/// start the larger counts.
enum class id_writer : std::uint8_t { intake, ends };

std::string_view next_id_key(id_writer which);

/// Can open letters of that (entity, key) be superseded by a later delivery of the key?
bool findable_by_key(const letter_head& head);

/// Lives under the lock of its writer, and no longer than it.
class letter_edits {
 public:
  letter_edits(dead_letters& of, id_writer writer) : letters_{of}, writer_{writer} {}

  /// The letter as this write leaves it, to be changed in place; null when there is none.
  result<letter_head*> find(std::uint64_t id);
  /// A new letter under a new id. `letter.id` is ignored.
  std::uint64_t add(dead_letter letter);
  /// Replaces a found letter and its body.
  void replace(std::uint64_t id, dead_letter letter);
  void erase(std::uint64_t id);

  /// What was added since `size` added letters goes again (a refused submission).
  std::size_t added() const { return added_.size(); }
  void shrink_to(std::size_t added);

  void put(write_batch& batch) const;
  /// The write is on disk.
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
