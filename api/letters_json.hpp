// Dead letters, replays and history as the API and the command line print them (SPEC 11).
#pragma once

#include "api/node_port.hpp"
#include "messages/dead_letter.hpp"
#include "messages/followed_ends.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace acumage::api {

enum class letter_form { item, whole };

/// {"id","entity","key","version","class","state","status","error","attempts","first_at","last_at",
/// "replays","note"}: attempts is a count; ids and versions are strings because they may exceed
/// 2^53; entity is null for an unrouted dead letter, status when there was no answer.
std::string letter_item_json(const dead_letter& letter);

/// The same with attempts as a list of {"at","status","message"}, and "explanation", "remedy" (what
/// went wrong and what to do), "sequence", "change", "original" ({"key","inserted","deleted"}
/// before the edit; null if it was not edited), "request".
std::string letter_json(const dead_letter& letter);
/// Also with "ruling": why its lane would not send it; null if it would.
std::string letter_json(const edited_letter& edited);

/// {"items","next"}: next is the cursor of the next page or null.
std::string letter_page_json(const letter_page& page, letter_form form = letter_form::item);

/// {"count","by_class"}
std::string letter_count_json(const letter_count& counted);

/// {"delivered","superseded","filtered","dead_lettered","waiting"}
std::string ends_json(const order_ends& ends);

/// {"job","state","total","moved","superseded","failed","outcomes"}: the outcomes of the moved
/// ones; null when `ends` does not cover all of them.
std::string job_json(const replay_job& job, const std::optional<order_ends>& ends);

/// {"count","superseded","already_open","unmoved"}: unmoved says why dead letters selected by id
/// stay closed.
std::string reopened_json(const reopened_letters& reopened);

/// {"count","overwrites","examples"} of a forced replay: how many would overwrite something newer,
/// and the first of them, each with its row and the newer delivery.
std::string overtaken_json(std::uint64_t count, const overtaken_letters& overtaken);

/// {"id","at","entity","key","version","sequence","source","recorded","value","previous","outcome",
/// "reason","attempts","status","duration_ms","request_id"}: without "recorded", an older version
/// wrote it, and the values are not known.
std::string history_item_json(const history_record& record);

/// The same with "request" ({"line","body"}; null if none was made) and "answer".
std::string history_record_json(const history_record& record);

/// {"items","next"}
std::string history_page_json(const history_page& page);

}  // namespace acumage::api
