// Reads Acumatica's push notification: bytes to changes.
#pragma once

#include "acumatica/row.hpp"
#include "messages/result.hpp"
#include "messages/submission.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace acumage::acumatica {

/// How rows are read; the same for /push, /changes and replay.
struct reading {
  /// Acumatica query name (compared trimmed and without regard to case) -> entity.
  std::map<std::string, entity, std::less<>> queries;
  field_aliases aliases;
  std::string lost_pushes;  ///< the query of the failed notifications; empty: none
  std::string company;      ///< the tenant served, compared like a query name; empty: not checked
  /// Maximum rows of one notification: more could not be accepted, and each takes many times its
  /// bytes in memory.
  std::size_t max_rows = std::numeric_limits<std::size_t>::max();
};

/// The entity that the settings map this query to.
std::optional<entity> entity_of(std::string_view query, const reading& how);

/// One notification -> one parcel; of the query `lost_pushes`, its rows. A query without a mapping, or of another company, gives an
/// unrouted parcel. A row without a key, or that is not an object, becomes a change with an empty
/// key (its rule makes it a dead letter `data`). Rows of one key in Inserted and Deleted become one
/// change. errc::invalid with a place for text that does not parse, and when Query, Id, TimeStamp
/// or both arrays are missing. A duplicate member of the envelope is also errc::invalid because one
/// of the two would be lost; so is a Query, Id or CompanyId of more than 1000 bytes. More than
/// `max_rows`: errc::too_large. `body` needs no padding. Its size is the caller's limit; depth is
/// limited to json_tree::max_depth. The key of an unrouted row is a guess; reroute() assigns the
/// correct one. Changes of one key are ordered: lone Deleted first, then Inserted in their order,
/// so that the later sequence is the newer state.
result<submission> read_notification(std::string_view body, const reading& how,
                                     std::int64_t accepted_at_us);

/// Routes a stored row again by `change.query`. errc::not_found when it is still unrouted,
/// errc::conflict when its two halves name different records.
result<change> reroute(const change& kept, const reading& how);

/// Lone `Deleted` and `Inserted` halves of one key: see policy/pairing.

}  // namespace acumage::acumatica
