// GET /V1/shipments, GET /V1/shipment/:id, and what is added to shipments: tracks and comments
// (REST.md 4.1).
#include "simulator/shipments/json.hpp"

#include "simulator/body.hpp"
#include "simulator/column.hpp"
#include "simulator/customers/customers.hpp"
#include "simulator/php_json.hpp"
#include "simulator/sales/columns.hpp"
#include "simulator/sales/lookup.hpp"

#include <simdjson.h>

#include <utility>

namespace acumage::simulator {
namespace {

constexpr std::string_view could_not_track = "Could not save the shipment tracking.";
constexpr std::string_view could_not_comment = "Could not save the shipment comment.";

template <class List, class Write>
json_part list_json(const List& list, Write write) {
  std::string json;
  for (const auto& one : list) json += (json.empty() ? "" : ",") + write(one);
  return {'[' + json + ']'};
}

double pieces_in(const shipment& what) {
  double pieces = 0;
  for (const auto& one : what.items) pieces += one.qty;
  return pieces;
}

std::string item_json(const sold_item& what, const shipment& in, const stored_order& of) {
  record made;
  for (std::size_t i = 0; i < of.is.items.size(); ++i) {
    const auto& line = of.is.items[i];
    if (line.item_id != what.order_item_id) continue;
    set_text(made, "name", line.name);
    made["price"] = line.price;
    if (line.product_id != 0) made["product_id"] = static_cast<double>(line.product_id);
    const double weight = of.placed ? 1 : number_in(of.item_columns[i], "weight");
    if (weight != 0) made["weight"] = weight;
  }
  made["entity_id"] = static_cast<double>(what.entity_id);
  made["parent_id"] = static_cast<double>(in.entity_id);
  made["sku"] = what.sku;
  made["order_item_id"] = static_cast<double>(what.order_item_id);
  made["qty"] = what.qty;
  return to_json(made, shipment_item_columns());
}

std::string track_json(const stored_shipment& of, std::size_t index) {
  const auto& track = of.is.tracks[index];
  record made = of.track_columns[index];
  made["order_id"] = static_cast<double>(of.is.order_id);
  made["entity_id"] = static_cast<double>(track.entity_id);
  made["parent_id"] = static_cast<double>(of.is.entity_id);
  made["track_number"] = track.number;
  set_text(made, "title", track.title);
  made["carrier_code"] = track.carrier_code;
  return to_json(made, track_columns());
}

std::string tracks_json(const stored_shipment& of) {
  std::string json;
  for (std::size_t i = 0; i < of.is.tracks.size(); ++i)
    json += (json.empty() ? "" : ",") + track_json(of, i);
  return '[' + json + ']';
}

/// A shipment as a search sees it.
class shipment_line {
 public:
  explicit shipment_line(const stored_shipment& of) : of_{of} {}

  cell at(std::size_t column) const {
    switch (column) {
      case 0: return id_cell(of_.is.order_id);
      case 1: return id_cell(of_.is.entity_id);
      case 2: return text_cell(of_.is.increment_id, scratch_);
      case 3: return pieces_in(of_.is);
      default: return text_cell(of_.created_at, scratch_);
    }
  }

 private:
  const stored_shipment& of_;
  mutable std::string scratch_;
};

answer list_shipments(shop& of, const call& from) {
  answer made;
  const auto search = search_of(of, from,
                                {{"order_id", column_kind::number},
                                 {"entity_id", column_kind::number},
                                 {"increment_id"},
                                 {"total_qty", column_kind::number},
                                 {"created_at"},
                                 {"updated_at"}},
                                made);
  if (!search) return made;
  made.body = of.sold.read([&](const sales_tables& all) {
    return page_json(
        *search, candidates(all.shipments, all.shipments_of, search->how.only_numbers(0)),
        [](const auto* one) { return shipment_line{*one}; },
        [&](const auto* one) { return shipment_json(*one, *all.find_order(one->is.order_id)); });
  });
  of.seen.read();
  return made;
}

answer read_shipment(shop& of, const call& from) {
  answer made;
  const auto id = path_id(from, made);
  if (!id) return made;
  made = of.sold.read([&](const sales_tables& all) -> answer {
    const auto found = all.shipments.find(*id);
    if (found == all.shipments.end()) return no_such_sale();
    return {.body = shipment_json(found->second, *all.find_order(found->second.is.order_id))};
  });
  if (made.status == 200) of.seen.read();
  return made;
}

/// The "entity" of the body. false: `refused` holds the answer.
bool read_entity(const call& from, const record_columns& columns, record& to, answer& refused) {
  const auto body = decode(from.what, parser_of_thread(), refused);
  if (!body) return false;
  const auto entity = required(*body, "entity", refused);
  return entity && record_reader{columns}.read(*entity, to, refused);
}

stored_shipment* parent_of(sales_tables& all, const record& entity) {
  const auto found = all.shipments.find(static_cast<std::int64_t>(number_in(entity, "parent_id")));
  return found == all.shipments.end() ? nullptr : &found->second;
}

/// Nothing stands in the way of the same track twice (REST.md 4.4, transcript row 421).
answer save_track(shop& of, const call& from) {
  answer made;
  record track;
  if (!read_entity(from, track_columns(), track, made)) return made;
  return written(of, [&](sales_tables& all) -> answer {
    auto* const to = parent_of(all, track);
    const bool usable = to != nullptr && track.contains("track_number") &&
                        track.contains("carrier_code") &&
                        number_in(track, "order_id") == static_cast<double>(to->is.order_id);
    if (!usable) return refusal(400, could_not_track);
    add_track(*to, std::move(track), all.last);
    return {.body = track_json(*to, to->is.tracks.size() - 1), .rows = 1};
  });
}

answer save_comment(shop& of, const call& from) {
  answer made;
  record entity;
  if (!read_entity(from, sales_comment_columns(), entity, made)) return made;
  return written(of, [&](sales_tables& all) -> answer {
    auto* const to = parent_of(all, entity);
    if (to == nullptr) return refusal(400, could_not_comment);
    const sales_comment comment{
        .entity_id = ++all.last.shipment_comment,
        .comment = as_varchar(text_in(entity, "comment"), longest_text),
        .is_customer_notified =
            static_cast<std::int64_t>(number_in(entity, "is_customer_notified")),
        .is_visible_on_front = static_cast<std::int64_t>(number_in(entity, "is_visible_on_front"))};
    made.body = note_json(comment, to->is.entity_id);
    made.rows = 1;
    to->is.comments.push_back(comment);
    to->is.comments.back().created_at = database_time();
    return made;
  });
}

}  // namespace

void add_track(stored_shipment& to, record track, sales_numbers& last) {
  constexpr std::size_t longest_title = 255;
  constexpr std::size_t longest_carrier = 32;
  to.is.tracks.push_back(
      {.entity_id = ++last.track,
       .number = as_varchar(take_text(track, "track_number"), longest_text),
       .title = as_varchar(take_text(track, "title"), longest_title),
       .carrier_code = as_varchar(take_text(track, "carrier_code"), longest_carrier)});
  for (const auto* column : {"created_at", "updated_at"}) track[column] = database_time();
  to.track_columns.push_back(std::move(track));
}

std::string note_json(const sales_comment& what, std::int64_t parent_id) {
  record made;
  made["is_customer_notified"] = static_cast<double>(what.is_customer_notified);
  made["parent_id"] = static_cast<double>(parent_id);
  set_text(made, "comment", what.comment);
  made["is_visible_on_front"] = static_cast<double>(what.is_visible_on_front);
  set_text(made, "created_at", what.created_at);
  made["entity_id"] = static_cast<double>(what.entity_id);
  return to_json(made, sales_comment_columns());
}

std::string shipment_json(const stored_shipment& what, const stored_order& of) {
  record made;
  const auto set_address = [&](const char* column, const record& address) {
    if (const double id = number_in(address, "entity_id"); id != 0) made[column] = id;
  };
  set_address("billing_address_id", of.billing);
  set_address("shipping_address_id", of.shipping);
  made["created_at"] = what.created_at;
  made["entity_id"] = static_cast<double>(what.is.entity_id);
  made["increment_id"] = what.is.increment_id;
  made["order_id"] = static_cast<double>(what.is.order_id);
  made["packages"] = json_part{"[]"};
  if (of.is.store_id != 0) made["store_id"] = static_cast<double>(of.is.store_id);
  made["total_qty"] = pieces_in(what.is);
  made["updated_at"] = what.created_at;
  made["items"] =
      list_json(what.is.items, [&](const auto& one) { return item_json(one, what.is, of); });
  made["tracks"] = json_part{tracks_json(what)};
  made["comments"] = list_json(what.is.comments,
                               [&](const auto& one) { return note_json(one, what.is.entity_id); });
  if (!what.is.source_code.empty()) {
    made["extension_attributes"] =
        json_part{R"({"source_code":)" + php_string(what.is.source_code) + '}'};
  }
  return to_json(made, shipment_columns());
}

route_table shipment_routes() {
  constexpr std::string_view resource = "Magento_Sales::shipment";
  return {{"GET", "shipments", resource, list_shipments},
          {"GET", "shipment/:id", resource, read_shipment},
          {"POST", "shipment/track", resource, save_track, could_not_track},
          {"POST", "shipment/:id/comments", resource, save_comment, could_not_comment}};
}

}  // namespace acumage::simulator
