// The store's refusals, word for word (REST.md 8.3 and 8.4).
#pragma once

#include "simulator/http/exchange.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace acumage::simulator {

/// {"message": …}
answer refusal(int status, std::string_view message);

answer not_processable();                              ///< wrong store code or version segment
answer no_route();                                     ///< 404, before any token is checked
answer no_such_product();                              ///< 404
answer method_not_supported(std::string_view method);  ///< 405
answer not_authorized(std::string_view resource);      ///< 401
answer decoding_error();                               ///< 400
answer parameter_required(std::string_view name);      ///< 400
answer field_not_supported(std::string_view name);     ///< 400; `name` in CamelCase
answer no_such_stock_item(std::string_view sku);       ///< 404 of the legacy stock endpoints
answer no_such_source(std::string_view code);          ///< 404
answer no_such_sale();                                 ///< 404: no such order, shipment or invoice
answer id_needed();                                    ///< 400: 0 is not an id of these
answer page_too_large(std::size_t max);                ///< 400: of any search
answer too_many_items(std::string_view type, std::size_t max);  ///< 400: input limiting is on

/// 400; `value` is what PHP shows of it, `type` the expected one ("float", "int", "string");
/// `inside`: the list whose element has the field.
answer wrong_type(std::string_view field, std::string_view value, std::string_view type,
                  std::string_view inside = {});

/// 404; `id` of a customer ("customerId") or an address ("addressId").
answer no_such_entity(std::string_view field, std::int64_t id);
answer unknown_attribute(std::string_view name);  ///< 400 of a search among customers
answer required_fields(const std::vector<std::string_view>& names);    ///< 400; not empty
answer invalid_value(std::string_view field, std::string_view value);  ///< 400 of an address
answer invalid_default(std::string_view field);  ///< 400; "default_billing" or "default_shipping"

/// One field refused by a validator.
struct field_problem {
  std::string_view message;  ///< contains "%field"
  std::string_view field;
};
/// 400; `problems` is not empty. The first is in the message, all are in "errors" (row 268).
answer validation_failed(const std::vector<field_problem>& problems);

/// 500 JSON with a Report ID; `number` makes the id.
answer internal_error(std::uint64_t number);

/// 500 text/plain: the payload crashed the PHP worker.
answer fatal_error();

/// 429 as sent by the framework's backpressure or a gateway.
answer too_many_requests();

}  // namespace acumage::simulator
