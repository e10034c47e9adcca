// The routes under /simulator/ for other processes to inspect and disturb the store; no token, loopback only.
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

/// The routes for stock; no value: `path` is none of them.
std::optional<answer> answer_stock_control(shop& of, const request& what, std::string_view path);

/// The routes for customers.
std::optional<answer> answer_customer_control(shop& of, const request& what, std::string_view path);

/// The routes for sales.
std::optional<answer> answer_order_control(shop& of, const request& what, std::string_view path);

/// The list under `name` in a body. Each element goes through `take`, which returns whether it was
/// valid; otherwise the error contains `expected`.
answer taken(std::string_view body, std::string_view name, std::string_view expected,
             const std::function<bool(const simdjson::dom::element&)>& take);

/// {"error":{"code":…,"message":…}}
answer control_refusal(const error& problem);

}  // namespace acumage::simulator
