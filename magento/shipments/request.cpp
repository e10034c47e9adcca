#include "magento/shipments/request.hpp"

#include "magento/shipments/marker.hpp"
#include "messages/json_text.hpp"

#include <cassert>

namespace acumage::magento {

namespace {

void write_items(json_writer& body, const item_quantities& items) {
  body.key("items").array();
  for (const auto& [item, quantity] : items)
    body.object().key("order_item_id").number(item).key("qty").raw(quantity.to_string()).end();
  body.end();
}

void write_comment(json_writer& body, const std::string& text) {
  body.key("appendComment").boolean(false);
  body.key("comment").object().key("comment").string(text);
  body.key("is_visible_on_front").number(0).end();
}

void write_track(json_writer& body, const policy::shipment_order& wanted,
                 const std::string& track) {
  body.key("track_number").string(track).key("title").string(wanted.title);
  body.key("carrier_code").string(wanted.carrier);
}

/// What follows the items of a shipment.
void write_rest(json_writer& body, const policy::shipment_order& wanted, const std::string& source,
                std::span<const std::string> tracks, const std::string& marker) {
  body.key("notify").boolean(wanted.notify);
  write_comment(body, marker);
  body.key("tracks").array();
  for (const auto& track : tracks) {
    body.object();
    write_track(body, wanted, track);
    body.end();
  }
  body.end().key("packages").array().end();
  body.key("arguments").object().key("extension_attributes").object();
  body.key("source_code").string(source).end().end();
}

}  // namespace

request ship_request(std::int64_t order, const policy::shipment_order& wanted,
                     const ship_plan& plan, std::span<const std::string> tracks,
                     const std::string& marker) {
  assert(!plan.items.empty());
  json_writer body;
  body.object();
  write_items(body, plan.items);
  write_rest(body, wanted, plan.source, tracks, marker);
  body.end();
  request send;
  send.path = "/V1/order/" + std::to_string(order) + "/ship";
  send.body = body.take();
  return send;
}

request track_request(std::int64_t order, std::int64_t shipment,
                      const policy::shipment_order& wanted, const std::string& track) {
  json_writer body;
  body.object().key("entity").object().key("order_id").number(order);
  body.key("parent_id").number(shipment);
  write_track(body, wanted, track);
  body.key("weight").number(0).key("qty").number(0).key("description").string("");  // T:420
  body.end().end();
  request send;
  send.path = "/V1/shipment/track";
  send.body = body.take();
  return send;
}

request invoice_request(std::int64_t order, const policy::shipment_order& wanted,
                        const item_quantities& items) {
  assert(!items.empty());
  json_writer body;
  body.object().key("capture").boolean(true);
  write_items(body, items);
  body.key("notify").boolean(false);
  write_comment(body, invoice_marker_text(wanted));
  body.end();
  request send;
  send.path = "/V1/order/" + std::to_string(order) + "/invoice";
  send.body = body.take();
  return send;
}

std::string shipment_text(const policy::shipment_order& wanted) {
  json_writer body;
  body.object().key("order").string(wanted.order).key("items").array();
  for (const auto& line : wanted.lines)
    body.object().key("sku").string(line.sku).key("qty").raw(line.quantity).end();
  body.end();
  write_rest(body, wanted, wanted.source, wanted.tracks, marker_text(wanted, 1, wanted.lines));
  body.end();
  return body.take();
}

}  // namespace acumage::magento
