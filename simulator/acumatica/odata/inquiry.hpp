// The routes of OData: rows of an inquiry, its service and metadata, deleted records.
#pragma once

#include "simulator/acumatica/site.hpp"

namespace acumage::simulator::acumatica {

answer answer_inquiry(site& of, const call& by);
answer answer_services(const call& by, const std::string& base_url);
answer answer_metadata(const call& by);
answer answer_deleted(site& of, const call& by);

}  // namespace acumage::simulator::acumatica
