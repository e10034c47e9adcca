#include "magento/shipments/value.hpp"

#include <simdjson.h>
#include <string_view>
#include <utility>

namespace acumage::magento {

namespace {

using simdjson::dom::element;

bool read(element from, const char* name, std::string& to) {
  std::string_view text;
  if (from[name].get(text) != simdjson::SUCCESS) return false;
  to = text;
  return true;
}

bool read_lists(element root, policy::shipment_order& order) {
  simdjson::dom::array lines;
  simdjson::dom::array tracks;
  if (root["lines"].get(lines) != simdjson::SUCCESS ||
      root["tracks"].get(tracks) != simdjson::SUCCESS)
    return false;
  for (const auto each : lines) {
    policy::shipment_line line;
    if (!read(each, "number", line.number) || !read(each, "sku", line.sku) ||
        !read(each, "quantity", line.quantity))
      return false;
    static_cast<void>(read(each, "source", line.source));
    order.lines.push_back(std::move(line));
  }
  for (const auto each : tracks) {
    std::string_view track;
    if (each.get(track) != simdjson::SUCCESS) return false;
    order.tracks.emplace_back(track);
  }
  return true;
}

}  // namespace

std::optional<policy::shipment_order> read_shipment_order(const std::string& value) {
  simdjson::dom::parser parser;
  element root;
  if (parser.parse(value).get(root) != simdjson::SUCCESS) return std::nullopt;
  policy::shipment_order order;
  const bool whole = read(root, "shipment", order.shipment) &&
                     read(root, "erp_order", order.erp_order) && read(root, "order", order.order) &&
                     read(root, "source", order.source) && read(root, "carrier", order.carrier) &&
                     read(root, "title", order.title) && read(root, "invoice", order.invoice) &&
                     root["notify"].get(order.notify) == simdjson::SUCCESS &&
                     root["create_invoice"].get(order.create_invoice) == simdjson::SUCCESS &&
                     read_lists(root, order);
  if (!whole) return std::nullopt;
  return order;
}

}  // namespace acumage::magento
