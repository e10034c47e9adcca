#include "policy/order_record.hpp"

#include "messages/json_text.hpp"

namespace acumage::policy {

namespace {

void write(json_writer& to, const order_person& person) {
  to.object().key("first").string(person.first_name).key("last").string(person.last_name);
  to.key("street").array();
  for (const auto& line : person.street) to.string(line);
  to.end().key("city").string(person.city).key("region").string(person.region);
  to.key("country").string(person.country).key("postcode").string(person.postal_code);
  to.key("phone").string(person.phone).end();
}

void write(json_writer& to, const new_order& order) {
  to.object().key("store").number(order.store_id);
  to.key("payment").string(order.payment_method).key("shipping").string(order.shipping_method);
  to.key("email").string(order.email).key("currency").string(order.currency);
  to.key("total").string(order.total).key("subtotal").string(order.subtotal);
  to.key("lines").array();
  for (const auto& line : order.lines) {
    to.object().key("sku").string(line.sku).key("quantity").string(line.quantity);
    to.key("price").string(line.price).key("extended").string(line.extended).end();
  }
  to.end().key("bill_to");
  write(to, order.billing);
  to.key("ship_to");
  write(to, order.shipping);
  to.end();
}

}  // namespace

const char* to_string(order_action which) {
  switch (which) {
    case order_action::comment: return "comment";
    case order_action::cancel: return "cancel";
    case order_action::hold: return "hold";
    case order_action::unhold: return "unhold";
  }
  return "";
}

std::string encode(const order_record& record) {
  json_writer text;
  text.object();
  if (!record.waits.empty()) {
    text.key("waits").string(record.waits).end();
    return text.take();
  }
  text.key("number").string(record.number);
  if (!record.erp_key.empty()) text.key("erp_key").string(record.erp_key);
  text.key("action").string(to_string(record.action));
  if (record.action == order_action::comment) {
    text.key("status").string(record.status);
    if (!record.state.empty()) text.key("state").string(record.state);
  }
  if (record.create) {
    text.key("create");
    write(text, *record.create);
  }
  text.end();
  return text.take();
}

}  // namespace acumage::policy
