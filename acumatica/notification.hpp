// Acumatica's push notification, bytes to changes.
#pragma once

#include "acumatica/row.hpp"
#include "messages/result.hpp"
#include "messages/submission.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace acumage::acumatica {

/// How rows are read; the same for /push, /changes and replay.
struct reading {
  /// Acumatica query name, compared trimmed and without case -> entity.
  std::map<std::string, entity, std::less<>> queries;
  field_aliases aliases;
  std::string company;  ///< the one tenant served; empty: not checked
};

/// One notification -> one parcel; a query in no mapping, or another company's, gives an unrouted parcel.
/// A row without a key, or that is not an object, becomes a change with an empty key (its rule makes it a
/// letter `data`). Rows of one key in Inserted and Deleted become one change. errc::invalid with a place
/// for what does not parse, and for a missing Query, Id, TimeStamp or both arrays.
/// `body` needs no padding. Depth and size are the caller's limits.
result<submission> read_notification(std::string_view body, const reading& how,
                                     std::int64_t accepted_at_us);

/// `change.query` decides anew which entity a kept row belongs to; errc::not_found when still unrouted.
result<change> reroute(const change& kept, const reading& how);

/// Lone `Deleted` and `Inserted` halves of one key: see policy/pairing.

}  // namespace acumage::acumatica
