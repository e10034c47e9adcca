#include "policy/shipment_order.hpp"

#include "messages/json_text.hpp"

namespace acumage::policy {

std::string encode(const shipment_order& order) {
  json_writer json;
  json.object().key("shipment").string(order.shipment);
  json.key("erp_order").string(order.erp_order).key("order").string(order.order);
  json.key("source").string(order.source);
  json.key("carrier").string(order.carrier).key("title").string(order.title);
  json.key("notify").boolean(order.notify);
  json.key("create_invoice").boolean(order.create_invoice);
  json.key("invoice").string(order.invoice);
  json.key("lines").array();
  for (const auto& line : order.lines) {
    json.object().key("number").string(line.number).key("sku").string(line.sku);
    json.key("quantity").string(line.quantity);
    if (!line.source.empty()) json.key("source").string(line.source);
    json.end();
  }
  json.end().key("tracks").array();
  for (const auto& track : order.tracks) json.string(track);
  json.end().end();
  return json.take();
}

const std::string& source_of(const shipment_order& order, const shipment_line& line) {
  return line.source.empty() ? order.source : line.source;
}

shipment_key split_shipment_key(std::string_view key) {
  const auto at = key.rfind('@');
  if (at == std::string_view::npos) return {key, {}};
  return {key.substr(0, at), key.substr(at + 1)};
}

}  // namespace acumage::policy
