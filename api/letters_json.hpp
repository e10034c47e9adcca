// Dead letters, replays and history as the API and the command line print them (SPEC 11).
#pragma once

#include "messages/dead_letter.hpp"

#include <string>

namespace acumage::api {

enum class letter_form { item, whole };

/// {"id","entity","key","version","class","state","status","error","attempts","first_at","last_at",
/// "replays","note"}: attempts is a count; ids and versions are strings, for they may exceed 2^53; entity
/// is null for an unrouted letter, status when no answer came.
std::string letter_item_json(const dead_letter& letter);

/// The same with attempts as a list of {"at","status","message"}, and "explanation", "remedy" (what went wrong
/// and what to do, in words), "sequence", "change", "original" ({"key","inserted","deleted"} before it was
/// edited; null: it was not), "request".
std::string letter_json(const dead_letter& letter);

/// {"items","next"}: next is the cursor of the next page or null.
std::string letter_page_json(const letter_page& page, letter_form form = letter_form::item);

/// {"count","by_class"}
std::string letter_count_json(const letter_count& counted);

/// {"job","state","total","moved","superseded","failed"}
std::string job_json(const replay_job& job);

/// {"at","entity","key","version","outcome","reason","attempts","status","duration_ms","request_id"}
std::string history_item_json(const history_record& record);

/// {"items","next"}
std::string history_page_json(const history_page& page);

}  // namespace acumage::api
