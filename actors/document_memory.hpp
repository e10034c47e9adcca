// The documents that the chunk in hand is about: read once, laid over, written together.
#pragma once

#include "actors/entity_lane.hpp"
#include "messages/document.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace acumage::actors {

/// Used by one lane's rules alone.
class document_memory {
 public:
  document_memory(context& shared, entity which)
      : shared_{shared}, which_{which}, resumed_to_{shared.ledger.bounds(which).second} {}

  /// What is known of the document, with what this chunk has told of it so far; a document that nothing
  /// is known of is made, under this spelling. It lives until keep(). A damaged record throws
  /// std::runtime_error, which is an error of this change alone; a disk that does not read ends the lane
  /// at keep().
  known_document& of(const std::string& key);
  /// `of(key)` differs from what is on disk.
  void changed(const std::string& key);
  /// All that the change says is older than what is known of the document `key`, yet perhaps nothing newer
  /// has been sent: a letter, or what was unsettled at the start, may have been overtaken by a row that
  /// needed no request, such as a baseline's. What is known is sent for it, so nothing goes back. Throws as
  /// of() does.
  bool is_owed(const journaled_change& what, const std::string& key) const;
  /// An entry of the node's own has the document worked out again, in the version of its newest field. It is
  /// written with what has changed.
  void send_again(const std::string& key, std::int64_t accepted_at_us);
  /// Forgets what is over and has not changed since then (wall clock, µs), of a page of documents each time.
  /// `is_over` is asked with whether all that is known has been delivered; links of that kind go, too.
  using over = std::function<bool(const known_document&, bool delivered)>;
  status forget_finished(std::int64_t before_us, const over& is_over, std::string_view link_kind);
  /// Writes what has changed. After an error the process must end; the journal has the changes.
  result<own_entries> keep();

 private:
  struct entry {
    known_document document;
    bool changed = false;
    std::optional<std::int64_t> again{};  ///< when the change was accepted that has it sent again
  };

  context& shared_;
  entity which_;
  std::uint64_t resumed_to_ = 0;          // the highest number at the start
  std::map<std::string, entry> entries_;  // by folded key
  std::string next_page_;                 // of forget_finished
  std::optional<error> failed_;
};

/// An entry of the node's own that has the document worked out again, for the lane of that entity.
change republished(entity which, const known_document& document, std::int64_t now_us);

}  // namespace acumage::actors
