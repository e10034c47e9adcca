// The routes under /simulator/, through which other processes see and trouble the simulated store;
// no token, loopback only.
#pragma once

#include "messages/result.hpp"
#include "simulator/http/exchange.hpp"

#include <functional>
#include <optional>
#include <string_view>

namespace simdjson::dom {
class element;
}  // namespace simdjson::dom

namespace acumage::simulator {

struct shop;

answer answer_control(shop& of, const request& what, wire_plan& plan);

/// The part of them that is about stock; no value: `path` is none of its routes.
std::optional<answer> answer_stock_control(shop& of, const request& what, std::string_view path);

/// The part of them that is about customers.
std::optional<answer> answer_customer_control(shop& of, const request& what, std::string_view path);

/// The part of them that is about what was sold.
std::optional<answer> answer_order_control(shop& of, const request& what, std::string_view path);

/// The list under `name` in a body, each element through `take`, which says whether it could use
/// it; `expected` is told when not.
answer taken(std::string_view body, std::string_view name, std::string_view expected,
             const std::function<bool(const simdjson::dom::element&)>& take);

/// {"error":{"code":…,"message":…}}
answer control_refusal(const error& problem);

}  // namespace acumage::simulator
