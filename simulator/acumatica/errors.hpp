// The refusals of the ERP: the errors of contract REST, its sign-in page, and what is in front of it.
#pragma once

#include "simulator/acumatica/tables/schema.hpp"
#include "simulator/http/exchange.hpp"

#include <string>
#include <string_view>

namespace acumage::simulator::acumatica {

/// {"message":…,"exceptionMessage":…,"exceptionType":…,"stackTrace":…}
answer exception_answer(int status, std::string_view message, std::string_view type);

answer no_entity();  ///< 500: no record of this key
/// 500; names the fields of the entity that were in the way.
answer cannot_optimize(std::string_view entity_name, std::string_view field_names);
answer login_limit(int status);
answer not_signed_in();      ///< 401
answer too_many_requests();  ///< 429
answer forbidden(std::string_view form);
answer login_page();            ///< 200 HTML
answer not_found();             ///< 404 HTML
answer length_required();       ///< 411 HTML
answer in_between(int status);  ///< of a gateway, HTML
answer without_body();          ///< 200

}  // namespace acumage::simulator::acumatica
