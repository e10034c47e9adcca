// The node's own form of a change: JSON in (/changes, edits), JSON out (letters, dumps).
#pragma once

#include "acumatica/notification.hpp"
#include "messages/change.hpp"
#include "messages/result.hpp"
#include "messages/submission.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace acumage::acumatica {

enum class changes_form { json, ndjson, by_content };

/// One object, an array, or NDJSON:
/// `{"entity":"pricing","version":638912345678901234,"fields":{"InventoryID":"LAMP-07","DefaultPrice":42.5}}`
/// with optional "deleted":true, "id", "key" (must agree with the fields). A removal may name its record
/// by "key" alone. Other members are errors, for a misspelt "deleted" would turn a removal into an update.
/// All or nothing: the first wrong line is named in `error.at` ("line 3, column 14"). Neighbouring changes
/// without "id" share one parcel without a fingerprint; each change with one has its own. Order is kept.
result<submission> read_changes(std::string_view body, changes_form form, const reading& how,
                                std::int64_t accepted_at_us);

/// {"entity","key","version":"638…","inserted":{…},"deleted":{…},"id","query","company","accepted_at"}, on
/// one line; the half that the change does not have is absent.
std::string to_json(const change& what);

}  // namespace acumage::acumatica
