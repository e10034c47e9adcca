// Reads a row that was pulled from Acumatica: the same columns as a push, as a change.
#pragma once

#include "acumatica/row.hpp"
#include "messages/change.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace acumage::acumatica {

/// `json` is one flat JSON object. Without a key, or one that does not parse, it becomes a change
/// with an empty key, as in a notification. Stamp, id and query are left to the caller.
change pulled_row(entity which, std::string json, const field_aliases& aliases);

/// The text of one column (compared without regard to case); empty when it is absent or null, or
/// the row does not parse.
std::optional<std::string> column_of(std::string_view json, std::string_view column);

/// A date and time of Acumatica ("2025-10-14T09:00:00.123Z", with an offset, or without a zone,
/// which counts as UTC), as .NET ticks. Empty: it is none.
std::optional<std::uint64_t> ticks_in(std::string_view text);

}  // namespace acumage::acumatica
