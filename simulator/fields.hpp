// The query's "fields": the part of an answer that the client wants.
#pragma once

#include <string>
#include <string_view>

namespace acumage::simulator {

/// The members of `json` named in `fields`, such as "items[sku,price],total_count", in the order of
/// the answer. An empty list with selected members becomes null (REST.md 4.1). If `fields` names
/// nothing that exists, or is not such a list, the result is [].
std::string only_fields(const std::string& json, std::string_view fields);

}  // namespace acumage::simulator
