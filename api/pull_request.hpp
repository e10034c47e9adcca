// What a request to pull names: query parameters, members of a body, flags of the command line.
#pragma once

#include "api/http/message.hpp"
#include "messages/pull.hpp"
#include "messages/result.hpp"

namespace acumage::api {

/// Names: entity, and exactly one of all, delta, since and key (repeatable); dry_run, force,
/// accept_empty, absent (keep or zero). errc::invalid names parameter, value and what was expected:
/// unknown names, a name given twice, none or two of the selections, an empty value.
result<pull_job> read_pull_request(const name_values& given);

}  // namespace acumage::api
