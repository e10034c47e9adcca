// One row of one entity that changed in Acumatica, as it was accepted.
#pragma once

#include "messages/entity.hpp"

#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace acumage {

/// Which of two changes of one key is newer: Acumatica's TimeStamp first, then the acceptance
/// number, which the journal assigns once and which stays the same through dead letter, edit and
/// replay.
struct version {
  std::uint64_t stamp = 0;
  std::uint64_t sequence = 0;

  friend auto operator<=>(const version&, const version&) = default;
};

/// Why a change is in the journal.
enum class change_kind : std::uint8_t {
  row,             ///< a row changed in Acumatica
  baseline,        ///< a row that fills the memory and is not sent
  baseline_end,    ///< all rows of a baseline have arrived; no key
  republish,       ///< the value of a delivery key is calculated from memory and sent; no row
  baseline_begin,  ///< rows of a baseline follow; earlier ones no longer count; no key
};

/// How a change came to the node.
enum class change_source : std::uint8_t {
  unknown,  ///< not recorded
  push,     ///< Acumatica's notification
  sent,     ///< by hand or by a program: `acumage send`, POST /changes
  pull,     ///< read from Acumatica
  node,     ///< the node's own: a remembered value is sent again
};
inline constexpr std::uint64_t change_source_count = 5;
inline std::string_view to_string(change_source which) {
  constexpr std::string_view names[] = {"unknown", "push", "sent", "pull", "node"};
  return names[static_cast<std::size_t>(which)];
}

/// Marks the beginning or end of a baseline. It has no row, so it is not counted and not in the
/// history.
constexpr bool is_marker(change_kind which) {
  return which == change_kind::baseline_begin || which == change_kind::baseline_end;
}

/// The row is kept as received (raw JSON objects), so that a dead letter shows what Acumatica sent,
/// and so that settings (aliases, preferences) apply when the row is processed, not when it was
/// accepted.
struct change {
  acumage::entity entity = acumage::entity::pricing;
  std::string key;  ///< trimmed, spelt as received; empty: the row names none
  std::uint64_t stamp = 0;
  std::string inserted;  ///< JSON object; empty: the row was only in "Deleted"
  std::string deleted;   ///< JSON object; empty: the row was only in "Inserted"
  std::string id;        ///< Acumatica's notification Id, or the sender's "id"; may be empty
  std::string query;     ///< name of the Acumatica query; empty for /changes
  std::string company;   ///< Acumatica's CompanyId; may be empty
  std::int64_t accepted_at_us = 0;  ///< wall clock, microseconds since 1970
  change_kind kind = change_kind::row;
};

/// Begins `change::id` of a row that was read from Acumatica; the job's id follows.
inline constexpr std::string_view pulled_id = "pull ";

inline change_source source_of(const change& what) {
  if (what.kind == change_kind::republish) return change_source::node;
  if (what.query.empty()) return change_source::sent;
  return what.id.starts_with(pulled_id) ? change_source::pull : change_source::push;
}

/// A change in the journal: accepted, not yet settled.
struct journaled_change {
  std::uint64_t sequence = 0;  ///< acceptance number
  change what;
  std::uint64_t letter = 0;  ///< the dead letter it was replayed from; 0: none
  bool force = false;        ///< replayed with --force: sent even if something newer exists
  bool damaged = false;      ///< its record could not be read: `inserted` shows its bytes

  acumage::version version() const { return {what.stamp, sequence}; }
};

}  // namespace acumage
