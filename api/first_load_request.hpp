// Reads what POST /first-load and POST /first-load/confirm ask for.
#pragma once

#include "api/http/message.hpp"
#include "messages/first_load.hpp"
#include "messages/result.hpp"

namespace acumage::api {

/// errc::invalid for unknown parameters and values.
result<first_load_order> read_first_load_request(const name_values& given);
result<first_load_answer> read_first_load_answer(const name_values& given);

}  // namespace acumage::api
