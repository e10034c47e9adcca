// Acumatica's push notification, bytes to changes.
#pragma once

#include "acumatica/row.hpp"
#include "messages/result.hpp"
#include "messages/submission.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <string_view>

namespace acumage::acumatica {

/// How rows are read; the same for /push, /changes and replay.
struct reading {
  /// Acumatica query name, compared trimmed and without case -> entity.
  std::map<std::string, entity, std::less<>> queries;
  field_aliases aliases;
  std::string company;  ///< the one tenant served, compared like a query name; empty: not checked
  /// Of one notification: more could not be taken, and each costs memory many times its bytes.
  std::size_t max_rows = std::numeric_limits<std::size_t>::max();
};

/// One notification -> one parcel; a query in no mapping, or another company's, gives an unrouted parcel.
/// A row without a key, or that is not an object, becomes a change with an empty key (its rule makes it a
/// letter `data`). Rows of one key in Inserted and Deleted become one change. errc::invalid with a place
/// for what does not parse, and for a missing Query, Id, TimeStamp or both arrays.
/// A member of the envelope that stands twice is errc::invalid too: one of the two would be lost; so is a
/// Query, Id or CompanyId of more than 1000 bytes. More than `max_rows`: errc::too_large.
/// `body` needs no padding. Its size is the caller's limit; depth is limited to json_tree::max_depth.
/// An unrouted row's key is a guess at what it names; reroute() gives it the right one.
/// Changes of one key come in the order lone Deleted, then Inserted in their order, so that the later
/// sequence is the newer state.
result<submission> read_notification(std::string_view body, const reading& how,
                                     std::int64_t accepted_at_us);

/// `change.query` decides anew which entity a kept row belongs to; errc::not_found when still unrouted,
/// errc::conflict when its two halves turn out to name different records.
result<change> reroute(const change& kept, const reading& how);

/// Lone `Deleted` and `Inserted` halves of one key: see policy/pairing.

}  // namespace acumage::acumatica
