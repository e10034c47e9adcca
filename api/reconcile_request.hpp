// What a request to reconcile names: query parameters, members of a body, flags of the command line.
#pragma once

#include "api/http/message.hpp"
#include "messages/reconcile.hpp"
#include "messages/result.hpp"

namespace acumage::api {

/// Names: entity, and exactly one of all, sample and key (repeatable); fix (store or node).
/// errc::invalid names parameter, value and what was expected.
result<reconcile_order> read_reconcile_request(const name_values& given);

}  // namespace acumage::api
