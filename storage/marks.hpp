// What was last delivered for each key: the gate that no older version passes.
#pragma once

#include "messages/entity.hpp"
#include "messages/outcome.hpp"
#include "messages/result.hpp"
#include "storage/database.hpp"

#include <map>
#include <optional>
#include <string>

namespace acumage::storage {

/// The mark after an ending; empty: there is none still. The version never goes back: a forced replay of
/// an older change leaves the gate where it is and gives its value, which is what the store now holds.
std::optional<delivered_mark> merged(std::optional<delivered_mark> before, const ending& end);

result<std::optional<delivered_mark>> read_mark(const database& db, entity which,
                                                const std::string& key);

/// The marks that one write changes; a key that ends twice in it sees its own change.
class mark_edits {
 public:
  explicit mark_edits(const database& db) : db_{db} {}
  status apply(const ending& end);
  void put(write_batch& batch) const;

 private:
  const database& db_;
  std::map<std::string, std::optional<delivered_mark>> touched_;
};

}  // namespace acumage::storage
