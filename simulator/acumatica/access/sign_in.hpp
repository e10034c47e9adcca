// The ways in: cookie login and logout, the token endpoint, and who sent a request.
#pragma once

#include "simulator/acumatica/site.hpp"

namespace acumage::simulator::acumatica {

answer answer_endpoints(const site& of);
answer answer_login(site& of, const request& what, const strikes& faults);
answer answer_logout(site& of, const request& what);
answer answer_token(site& of, const request& what);

struct recognised {
  std::optional<signed_in> who;
  answer refusal = {};
};
/// By bearer token, cookie, or, for OData only, HTTP Basic.
recognised recognise(site& of, const request& what, const route& to, const strikes& faults);

/// Ends the token with which the request came, and its session.
void end_token(site& of, const request& what);

}  // namespace acumage::simulator::acumatica
