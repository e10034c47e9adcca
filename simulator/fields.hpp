// The query's "fields": the part of an answer that the client wants.
#pragma once

#include <string>
#include <string_view>

namespace acumage::simulator {

/// Leaves of `json` what `fields` names, such as "items[sku,price],total_count", in the order of
/// the answer; an empty list of which parts are wanted becomes null (REST.md 4.1). What names nothing that is there, or is not such a list, leaves [].
std::string only_fields(const std::string& json, std::string_view fields);

}  // namespace acumage::simulator
