// A push notification as Acumatica writes it (PULL 6, DOMAIN 2.1).
#pragma once

#include "simulator/acumatica/options.hpp"
#include "simulator/acumatica/tables/database.hpp"

#include <string>

namespace acumage::simulator::acumatica {

/// {"Inserted":[…],"Deleted":[…],"Query":"Acumage Price","CompanyId":"Northwind","Id":"…",
/// "TimeStamp":638…,"AdditionalInfo":{…}}. The rows' times are the wall clock's, to the second, without a
/// zone; keys in Deleted are padded.
std::string notification(const transaction& from, const std::string& id, const std::string& tenant,
                         const time_zone& zone, bool null_unchanged);

}  // namespace acumage::simulator::acumatica
