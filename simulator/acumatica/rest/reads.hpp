// Reads of contract REST: a record by key, lists, and inquiries by PUT.
#pragma once

#include "simulator/acumatica/site.hpp"

namespace acumage::simulator::acumatica {

answer answer_entity(site& of, const call& by);

/// PUT <inst>/entity/Default/<version>/InventorySummaryInquiry and its like.
answer answer_inquiry_by_put(site& of, const call& by);

/// The names in $expand or $select.
std::vector<std::string> names_in(std::string_view target, std::string_view option);

}  // namespace acumage::simulator::acumatica
