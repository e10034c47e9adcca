#include "magento/orders/value.hpp"

#include <simdjson.h>
#include <stdexcept>
#include <string_view>

namespace acumage::magento {

namespace {

using policy::order_action;
using simdjson::dom::element;

template <class Value>
Value get(element from, const char* name) {
  Value value{};
  if (from[name].get(value) != simdjson::SUCCESS)
    throw std::runtime_error{std::string{"order value: no "} + name};
  return value;
}

std::string text(element from, const char* name) {
  return std::string{get<std::string_view>(from, name)};
}

policy::order_person person_of(element from) {
  policy::order_person person;
  person.first_name = text(from, "first");
  person.last_name = text(from, "last");
  for (const auto line : get<simdjson::dom::array>(from, "street"))
    person.street.emplace_back(line.get_string().value());
  person.city = text(from, "city");
  person.region = text(from, "region");
  person.country = text(from, "country");
  person.postal_code = text(from, "postcode");
  person.phone = text(from, "phone");
  return person;
}

policy::new_order new_order_of(element from) {
  policy::new_order order;
  order.store_id = static_cast<int>(get<std::int64_t>(from, "store"));
  order.payment_method = text(from, "payment");
  order.shipping_method = text(from, "shipping");
  order.email = text(from, "email");
  order.currency = text(from, "currency");
  order.total = text(from, "total");
  order.subtotal = text(from, "subtotal");
  for (const auto line : get<simdjson::dom::array>(from, "lines"))
    order.lines.push_back(
        {text(line, "sku"), text(line, "quantity"), text(line, "price"), text(line, "extended")});
  order.billing = person_of(get<element>(from, "bill_to"));
  order.shipping = person_of(get<element>(from, "ship_to"));
  return order;
}

order_action action_of(std::string_view name) {
  for (const auto each :
       {order_action::comment, order_action::cancel, order_action::hold, order_action::unhold})
    if (name == policy::to_string(each)) return each;
  throw std::runtime_error{"order value: unknown action"};
}

bool has(element from, const char* name) { return from[name].error() == simdjson::SUCCESS; }

}  // namespace

policy::order_record read_order_value(const std::string& value) {
  simdjson::dom::parser parser;
  element root;
  if (parser.parse(value).get(root) != simdjson::SUCCESS)
    throw std::runtime_error{"order value: it does not parse"};
  policy::order_record record;
  if (has(root, "waits")) {
    record.waits = text(root, "waits");
    return record;
  }
  record.number = text(root, "number");
  if (has(root, "erp_key")) record.erp_key = text(root, "erp_key");
  record.action = action_of(get<std::string_view>(root, "action"));
  if (has(root, "status")) record.status = text(root, "status");
  if (has(root, "state")) record.state = text(root, "state");
  if (has(root, "create")) record.create = new_order_of(get<element>(root, "create"));
  return record;
}

}  // namespace acumage::magento
