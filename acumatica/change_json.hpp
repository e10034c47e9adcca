// The node's own form of a change: JSON in (/changes, edits), JSON out (dead letters, dumps).
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
/// with optional "deleted":true, "id", "key" (must agree with the fields). A removal may name its
/// record by "key" alone. Other members are errors, because a misspelt "deleted" would turn a
/// removal into an update. All or nothing: `error.at` names the first invalid line ("line 3, column
/// 14"). Consecutive changes without "id" share one parcel without a fingerprint; each change with
/// one has its own. The order is kept.
result<submission> read_changes(std::string_view body, changes_form form, const reading& how,
                                std::int64_t accepted_at_us);

/// The change of a dead letter as edited by an operator: the form of to_json, with other rows. Key
/// and rows are used; a member that cannot be edited (entity, version, id, query, company,
/// accepted_at) may be present unchanged. The key follows from the rows and need not be changed
/// with them. `routed` is false for a change whose entity is not known yet. errc::invalid with a
/// place: no object, no row in it, an unknown member, a changed read-only member, rows that name no
/// record or two. errc::conflict for a change that is not a sender's row.
result<change> read_edited(std::string_view body, const change& kept, bool routed,
                           const field_aliases& aliases);

/// {"entity","key","version":"638…","inserted":{…},"deleted":{…},"id","query","company","accepted_at"},
/// on one line; a half that the change lacks is absent.
std::string to_json(const change& what);

}  // namespace acumage::acumatica
