// POST /V1/order/:id/ship (REST.md 4.2).
#include "simulator/column.hpp"
#include "simulator/customers/customers.hpp"
#include "simulator/php_json.hpp"
#include "simulator/sales/lookup.hpp"
#include "simulator/sales/request.hpp"
#include "simulator/sales/rules.hpp"
#include "simulator/shipments/json.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <utility>

namespace acumage::simulator {
namespace {

constexpr std::string_view could_not_ship = "Could not save a shipment, see error log for details";

struct line_to_ship {
  order_item* line = nullptr;
  double quantity = 0;
};

/// In the order of the order's lines; what is unknown, foreign or shipped already is left out
/// (rows 446, 486).
std::vector<line_to_ship> lines_of(stored_order& order, const sale_request& what) {
  std::vector<line_to_ship> lines;
  for (auto& line : order.is.items) {
    const double quantity = line.is_virtual ? 0 : what.quantity_of(line, to_ship(line));
    if (quantity > 0) lines.push_back({&line, quantity});
  }
  return lines;
}

/// What the request names and may not: a bundle that ships by its options, or an option of one that ships
/// as a whole (rows 1089 and 1093).
void add_bundle_problems(const order& order, const sale_request& what, std::string& to) {
  const auto add = [&](const std::string& sku, const char* type, const char* instead) {
    to += "\nCannot create shipment as bundle product \"" + sku + "\" has shipment type \"" + type +
          "\". " + instead + " should be shipped instead.";
  };
  for (const auto& line : order.items) {
    const auto asked = what.quantities.find(line.item_id);
    if (asked == what.quantities.end() || asked->second <= 0) continue;
    if (line.parent_item_id == 0 && line.ships_apart)
      add(line.sku, "Separately", "Bundle product options");
    if (line.parent_item_id == 0 || line.ships_apart) continue;
    for (const auto& parent : order.items)
      if (parent.item_id == line.parent_item_id && parent.product_type == "bundle")
        add(parent.sku, "Together", "Bundle product itself");
  }
}

/// Empty: it may be shipped.
std::string problems_of(const order& order, const std::vector<line_to_ship>& lines,
                        const sale_request& what) {
  std::string problems;
  const auto add = [&](const std::string& line) {
    if (!line.empty()) problems += '\n' + line;
  };
  add(shipment_problem(order));
  if (lines.empty()) add("You can't create a shipment without products.");
  add_bundle_problems(order, what, problems);
  for (const auto& track : what.tracks) {
    const auto number = text_in(track, "track_number");
    if (number.empty() || number == "0") add("Please enter a tracking number.");
  }
  return problems;
}

/// Without the suffix that custom options give to the line's.
std::string sku_of(const shop& of, const order_item& line) {
  if (of.goods.has(line.sku)) return line.sku;
  const auto product = of.goods.card_of(static_cast<std::uint64_t>(line.product_id));
  return product ? product->sku : line.sku;
}

/// What leaves the source: of a bundle or a configurable its parts, else the line itself.
std::map<std::string, double> goods_of(const shop& of, const stored_order& order,
                                       const std::vector<line_to_ship>& lines) {
  std::map<std::string, double> goods;
  for (const auto& [line, quantity] : lines) {
    const bool has_parts =
        std::any_of(order.is.items.begin(), order.is.items.end(),
                    [id = line->item_id](const auto& part) { return part.parent_item_id == id; });
    if (!has_parts) {
      goods[sku_of(of, *line)] += quantity;
      continue;
    }
    for (const auto& part : order.is.items)
      if (part.parent_item_id == line->item_id && !part.is_virtual)
        goods[sku_of(of, part)] += quantity * part.qty_ordered / line->qty_ordered;
  }
  return goods;
}

/// Takes the goods out of the source. false: the shipment cannot be saved, and nothing was taken.
bool take_goods(shop& of, const stored_order& order, const std::vector<line_to_ship>& lines,
                const sale_request& what) {
  const bool complete = std::all_of(what.tracks.begin(), what.tracks.end(),
                                    [](const auto& one) { return one.contains("carrier_code"); });
  if (!complete || what.has_bad_comment) return false;  // rows 373 and 1106
  if (!of.options.multi_source) return true;
  // Without a source it is "default", also where that is not in the website's stock (row 346).
  return of.stock.deduct(what.source_code.value_or(std::string{default_source}),
                         goods_of(of, order, lines));
}

stored_shipment shipment_of(const shop& of, sales_tables& all,
                            const std::vector<line_to_ship>& lines, const sale_request& what) {
  stored_shipment made{.created_at = database_time()};
  if (of.options.multi_source)
    made.is.source_code = what.source_code.value_or(std::string{default_source});
  for (const auto& [line, quantity] : lines)
    made.is.items.push_back({.entity_id = ++all.last.shipment_item,
                             .order_item_id = line->item_id,
                             .sku = line->sku,
                             .qty = quantity});
  for (const auto& track : what.tracks) add_track(made, track, all.last);
  if (what.comment) made.is.comments.push_back(comment_from(what, all.last.shipment_comment));
  return made;
}

/// Of a bundle that ships by its options each shipment counts once, whatever is in it (row 1092); the parts
/// of one that ships as a whole have gone with it.
void note_shipped(order& order, const std::vector<line_to_ship>& lines) {
  std::set<std::int64_t> in_parts;
  for (const auto& [line, quantity] : lines) {
    line->qty_shipped += quantity;
    if (line->parent_item_id != 0) in_parts.insert(line->parent_item_id);
    if (line->product_type != "bundle") continue;
    for (auto& part : order.items)
      if (part.parent_item_id == line->item_id)
        part.qty_shipped += quantity * part.qty_ordered / line->qty_ordered;
  }
  for (auto& line : order.items)
    if (in_parts.contains(line.item_id)) line.qty_shipped += 1;
}

answer ship(shop& of, sales_tables& all, stored_order& order, const sale_request& what) {
  const auto lines = lines_of(order, what);
  if (const auto problems = problems_of(order.is, lines, what); !problems.empty())
    return refusal(400, "Shipment Document Validation Error(s):" + problems);
  const auto id = ++all.last.shipment;  // used up, whatever comes (row 370)
  if (!take_goods(of, order, lines, what)) return refusal(400, could_not_ship);
  auto made = shipment_of(of, all, lines, what);
  made.is.entity_id = id;
  made.is.increment_id = numbered(id);
  made.is.order_id = order.is.entity_id;
  note_shipped(order.is, lines);
  put_into_process(order.is);
  settle(order.is);
  order.updated_at = made.created_at;
  all.insert(std::move(made));
  return {.body = php_string(std::to_string(id)), .rows = lines.size()};
}

answer ship_order(shop& of, const call& from) {
  answer made;
  const auto what = read_sale(from, sale_kind::shipment, of.options.multi_source, made);
  if (!what) return made;
  return with_order(of, from, [&](sales_tables& all, stored_order& order) {
    return ship(of, all, order, *what);
  });
}

}  // namespace

route_table shipping_routes() {
  return {{"POST", "order/:orderId/ship", "Magento_Sales::ship", ship_order, could_not_ship}};
}

}  // namespace acumage::simulator
