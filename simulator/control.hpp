// The routes under /simulator/, through which other processes see and trouble the simulated store;
// no token, loopback only.
#pragma once

#include "messages/result.hpp"
#include "simulator/exchange.hpp"

#include <optional>
#include <string_view>

namespace acumage::simulator {

struct shop;

answer answer_control(shop& of, const request& what, wire_plan& plan);

/// The part of them that is about stock; no value: `path` is none of its routes.
std::optional<answer> answer_stock_control(shop& of, const request& what, std::string_view path);

/// {"error":{"code":…,"message":…}}
answer control_refusal(const error& problem);

}  // namespace acumage::simulator
