#include "sales_shelf.hpp"

#include "../talk.hpp"
#include "../transcripts.hpp"
#include "messages/json_text.hpp"

#include <simdjson.h>
#include <algorithm>
#include <utility>

namespace acumage::tests {

namespace {

using simdjson::dom::element;

constexpr const char* nothing_left =
    R"({"message":"Shipment Document Validation Error(s):\nThe order does not allow a shipment to be )"
    R"(created.\nYou can't create a shipment without products."})";  // T:349

void write(json_writer& json, const sales_shelf::record& from) {
  json.object().key("entity_id").number(from.id).key("items").array();
  for (const auto& [id, pieces] : from.lines)
    json.object().key("order_item_id").number(id).key("qty").number(pieces).end();
  json.end();
  const auto list = [&](const char* name, const char* member, const auto& texts) {
    json.key(name);
    if (texts.empty()) {
      json.null();  // as `fields=` makes it, T:426
      return;
    }
    json.array();
    for (const auto& each : texts) json.object().key(member).string(each).end();
    json.end();
  };
  list("tracks", "track_number", from.tracks);
  list("comments", "comment", from.comments);
  json.end();
}

std::string page(const std::vector<sales_shelf::record>& records) {
  json_writer json;
  json.object().key("items");
  if (records.empty()) {
    json.null();
  } else {
    json.array();
    for (const auto& each : records) write(json, each);
    json.end();
  }
  json.key("total_count").number(static_cast<std::uint64_t>(records.size())).end();
  return json.take();
}

std::map<std::int64_t, int> lines_in(element body) {
  std::map<std::int64_t, int> lines;
  for (const auto line : body["items"].get_array())
    lines[line["order_item_id"].get_int64()] = static_cast<int>(line["qty"].get_int64());
  return lines;
}

std::string text(simdjson::simdjson_result<element> from) {
  return std::string{std::string_view{from.get_string()}};
}

magento::answer id_answer(std::int64_t id) { return answered(200, '"' + std::to_string(id) + '"'); }

}  // namespace

sales_shelf::item* sales_shelf::find(std::int64_t id) {
  const auto found =
      std::find_if(items.begin(), items.end(), [&](const item& each) { return each.id == id; });
  return found == items.end() ? nullptr : &*found;
}

const sales_shelf::item* sales_shelf::find(std::int64_t id) const {
  return const_cast<sales_shelf*>(this)->find(id);
}

magento::answer sales_shelf::found_products(const std::string& path) const {
  std::string found;
  std::size_t count = 0;
  for (const auto& each : products) {
    const auto id = std::to_string(each.id);
    if (path.find("=" + id) == std::string::npos && path.find("," + id) == std::string::npos)
      continue;
    ++count;
    found += (found.empty() ? "" : ",") + (R"({"id":)" + id + R"(,"sku":")" + each.sku +
                                           R"(","custom_attributes":[)" + each.attributes + "]}");
  }
  return answered(200,
                  R"({"items":[)" + found + R"(],"total_count":)" + std::to_string(count) + "}");
}

/// As in T:1089 and T:1093.
std::string sales_shelf::bundle_problem(std::int64_t id) const {
  const auto* each = find(id);
  if (each == nullptr) return {};
  const auto* parent = each->parent == 0 ? nullptr : find(each->parent);
  const auto words = [](const std::string& sku, const char* type, const char* instead) {
    return R"({"message":"Shipment Document Validation Error(s):\nYou can't create a shipment )"
           R"(without products.\nCannot create shipment as bundle product \")" +
           sku + R"(\" has shipment type \")" + type + R"(\". )" + instead +
           R"( should be shipped instead."})";
  };
  if (each->type == "bundle" && each->separately)
    return words(each->sku, "Separately", "Bundle product options");
  if (parent != nullptr && parent->type == "bundle" && !parent->separately)
    return words(parent->sku, "Together", "Bundle product itself");
  return {};
}

int sales_shelf::shipped(std::int64_t id) const {
  int sum = 0;
  for (const auto& each : items)
    if (each.id == id) sum += each.shipped;
  return sum;
}

magento::answer sales_shelf::orders(const std::string& path) const {
  if (path.find("=" + number) == std::string::npos && path.find("," + number) == std::string::npos)
    return answered(200, R"({"items":null,"total_count":0})");
  json_writer json;
  json.object().key("items").array().object().key("entity_id").number(17);
  json.key("increment_id").string(number).key("store_id").number(1);
  json.key("status").string(status).key("items").array();
  for (const auto& each : items) {
    json.object().key("item_id").number(each.id).key("sku").string(each.sku);
    if (each.parent != 0) json.key("parent_item_id").number(each.parent);
    if (each.product != 0) json.key("product_id").number(each.product);
    json.key("product_type").string(each.type).key("qty_ordered").number(each.ordered);
    json.key("qty_shipped").number(each.shipped).key("qty_invoiced").number(each.invoiced);
    json.key("qty_canceled").number(0).end();
  }
  json.end().end().end().key("total_count").number(1).end();
  return answered(200, json.take());
}

magento::answer sales_shelf::ship(const std::string& body) {
  simdjson::dom::parser parser;
  const element root = parser.parse(body);
  record made;
  for (const auto& [id, asked] : lines_in(root)) {
    if (auto problem = bundle_problem(id); !problem.empty()) return answered(400, problem);
    auto* each = find(id);
    const int taken = each == nullptr ? 0 : std::min(asked, each->ordered - each->shipped);
    if (taken > 0) made.lines[id] = taken;
  }
  if (made.lines.empty()) return answered(400, nothing_left);
  std::map<std::int64_t, int> bundles;  // each shipment of its options counts once, T:1092
  for (const auto& [id, taken] : made.lines) {
    find(id)->shipped += taken;
    if (find(id)->parent != 0) bundles[find(id)->parent] = 1;
  }
  for (const auto& [id, once] : bundles) find(id)->shipped += once;
  made.lines.insert(bundles.begin(), bundles.end());
  made.id = next_id_++;
  for (const auto each : root["tracks"].get_array())
    made.tracks.push_back(text(each["track_number"]));
  made.comments.push_back(text(root["comment"]["comment"]));
  made.source = text(root["arguments"]["extension_attributes"]["source_code"]);
  shipments.push_back(made);
  return id_answer(made.id);
}

magento::answer sales_shelf::track(const std::string& body) {
  simdjson::dom::parser parser;
  const element entity = parser.parse(body)["entity"];
  for (auto& each : shipments)
    if (each.id == entity["parent_id"].get_int64().value()) {
      each.tracks.push_back(text(entity["track_number"]));
      return answered(200, R"({"entity_id":11})");
    }
  return answered(400, R"({"message":"Could not save the shipment tracking."})");  // T:422
}

magento::answer sales_shelf::invoice(const std::string& body) {
  simdjson::dom::parser parser;
  const element root = parser.parse(body);
  record made;
  for (const auto& [id, asked] : lines_in(root))
    if (auto* each = find(id); each != nullptr && each->invoiced + asked <= each->ordered) {
      each->invoiced += asked;
      made.lines[id] = asked;
    }
  if (made.lines.empty())
    return answered(
        400,
        R"({"message":"Invoice Document Validation Error(s):\nThe order does not allow )"
        R"(an invoice to be created."})");  // T:404
  made.id = next_id_++;
  made.comments.push_back(text(root["comment"]["comment"]));
  invoices.push_back(made);
  return id_answer(made.id);
}

magento::answer sales_shelf::serve(const magento::request& what) {
  if (asks(what, "/V1/orders")) return orders(readable(what));
  if (asks(what, "/V1/products")) return found_products(readable(what));
  if (asks(what, "/V1/shipments")) return answered(200, page(shipments));
  if (asks(what, "/V1/invoices")) return answered(200, page(invoices));
  if (what.path == "/V1/order/17/ship") return ship(what.body);
  if (what.path == "/V1/order/17/invoice") return invoice(what.body);
  if (what.path == "/V1/shipment/track") return track(what.body);
  for (const auto& each : shipments)
    if (asks(what, "/V1/shipment/" + std::to_string(each.id))) {
      json_writer json;
      write(json, each);
      return answered(200, json.take());
    }
  return answered(404, R"({"message":"The entity that was requested doesn't exist. Verify the )"
                       R"(entity and try again."})");
}

}  // namespace acumage::tests
