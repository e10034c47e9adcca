// The documents of the current chunk: read once, merged with its rows, written together.
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

/// Used only by the rules of one lane.
class document_memory {
 public:
  document_memory(context& shared, entity which) : shared_{shared}, which_{which} {}

  /// What is known of the document, including this chunk. An unknown document is created under this
  /// spelling. Valid until keep(). A damaged record throws std::runtime_error, which is an error of
  /// this change alone; a disk read error ends the lane at keep().
  known_document& of(const std::string& key);
  /// `of(key)` differs from what is on disk.
  void changed(const std::string& key);
  /// The whole change is older than what is known of the document `key`, but nothing as new has been
  /// sent: what is newer may have needed no request, such as a row of a baseline. What is known is
  /// sent instead, so nothing goes back. Throws as of() does.
  bool is_owed(const journaled_change& what, const std::string& key) const;
  /// Compares a row with what is known of the document: `lay` takes it in, which is undone unless
  /// it only moves versions.
  observation observe(const std::string& key, observing how,
                      const std::function<policy::ruling()>& lay);
  /// Has an entry of the node's own recalculate the document, in the version of its newest field.
  /// It is written with what has changed.
  void send_again(const std::string& key, std::int64_t accepted_at_us);
  /// Forgets finished documents that have not changed since then (wall clock, µs), one page per
  /// call. `is_over` also receives whether all that is known has been delivered. Links of that kind
  /// are removed as well.
  using over = std::function<bool(const known_document&, bool delivered)>;
  status forget_finished(std::int64_t before_us, const over& is_over, std::string_view link_kind);
  /// Writes what has changed. After an error the process must end; the journal still has the
  /// changes.
  result<own_entries> keep();

 private:
  struct entry {
    known_document document;
    bool changed = false;
    std::optional<std::int64_t> again{};  ///< when the change that caused the resend was accepted
  };

  context& shared_;
  entity which_;
  std::map<std::string, entry> entries_;  // by folded key
  std::string next_page_;                 // of forget_finished
  std::optional<error> failed_;
};

/// An entry of the node's own that recalculates the document, for the lane of that entity.
change republished(entity which, const known_document& document, std::int64_t now_us);

}  // namespace acumage::actors
