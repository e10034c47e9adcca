// Baselines: what the ERP has now, as it was last told or as it has become since, which no notification tells of.
#include "messages/key.hpp"
#include "tests/pipeline/shop_node.hpp"
#include "tests/simulation/erp_rows.hpp"

#include <algorithm>
#include <utility>

namespace acumage::tests {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t rows_of_a_part = 4;

}  // namespace

/// A figure or name that only a baseline tells is known again in the store.
std::string erp::remembered(const std::string& what, const std::function<std::string()>& anew) {
  if (last_.contains(what) && world_.chance(0.75)) return last_[what];
  return last_[what] = anew();
}

std::vector<baseline_row> erp::remembered_prices() {
  std::vector<baseline_row> rows;
  auto skus = known_skus;
  skus.emplace_back(late_sku);
  for (const auto& sku : skus) {
    if (!world_.chance(0.5)) continue;
    baseline_row row{.key = fold_key(sku), .json = {}};
    const auto price = remembered(sku, [this] { return std::to_string(++values_) + ".5"; });
    row.fields["DefaultPrice"] = price;
    row.json = json_of({{"InventoryID", quoted(sku)}, {"DefaultPrice", price}});
    rows.push_back(std::move(row));
  }
  return rows;
}

/// Not of EAST, from which shipments leave: there must be something for them.
std::vector<baseline_row> erp::remembered_quantities() {
  std::vector<baseline_row> rows;
  static const std::vector<std::vector<std::string>> choices{
      {"WEST"}, {"NORTH"}, {"WEST", "NORTH"}};
  const auto share = world_.chance(0.5) ? 0.1 : 0.5;
  const auto& warehouses = world_.any(choices);
  for (const auto& sku : known_skus)
    for (const auto& warehouse : warehouses) {
      if (!world_.chance(share)) continue;
      const auto cell = sku + "@" + warehouse;
      baseline_row row{.key = fold_key(cell), .json = {}};
      const auto figure = remembered(cell, [&] { return quantity_of(warehouse); });
      row.fields["QtyOnHand"] = figure;
      row.json = json_of({{"InventoryID", quoted(sku)},
                          {"WarehouseID", quoted(warehouse)},
                          {"QtyOnHand", figure}});
      rows.push_back(std::move(row));
    }
  return rows;
}

std::vector<baseline_row> erp::remembered_customers() {
  std::vector<baseline_row> rows;
  for (const std::string id : {"C000901", "C000902", "C000903"}) {
    if (!world_.chance(0.6)) continue;
    baseline_row row{.key = fold_key(id), .json = {}};
    const auto name = remembered(id, [this] { return "Ada V" + std::to_string(++values_); });
    row.fields["CustomerName"] = name;
    row.json = json_of({{"CustomerID", quoted(id)}, {"CustomerName", quoted(name)}});
    rows.push_back(std::move(row));
  }
  return rows;
}

void erp::tell_baseline() {
  if (loading_) return;
  const auto draw = world_.share();
  baseline_load load;
  load.lane = draw < 0.5 ? entity::inventory : draw < 0.8 ? entity::pricing : entity::customer;
  auto rows = load.lane == entity::inventory ? remembered_quantities()
              : load.lane == entity::pricing ? remembered_prices()
                                             : remembered_customers();
  load.stamp = next_stamp(load.lane);
  if (rows.empty()) return;
  load.parts.push_back({.kind = change_kind::baseline_begin});
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i % rows_of_a_part == 0) load.parts.emplace_back();
    load.parts.back().rows.push_back(std::move(rows[i]));
  }
  load.parts.push_back({.kind = change_kind::baseline_end});
  baselines_.push_back(std::move(load));
  loading_ = true;
  send_part(baselines_.size() - 1, 0);
  if (on_baseline) on_baseline();
}

void erp::send_part(std::size_t load, std::size_t part) {
  const auto& of = baselines_[load];
  auto& what = baselines_[load].parts[part];
  what.sent = std::min(what.sent, world_.now());
  ++what.tries;
  submission made;
  if (is_marker(what.kind)) {
    change mark;
    mark.entity = entity::inventory;
    mark.kind = what.kind;
    mark.accepted_at_us = world_.wall_us();
    made.parcels.push_back({{}, {std::move(mark)}});
  }
  for (const auto& each : what.rows) {
    auto row = row_of(of.lane, each.json, of.stamp, node_.settings());
    row.kind = change_kind::baseline;
    row.accepted_at_us = world_.wall_us();
    made.parcels.push_back({{}, {std::move(row)}});
  }
  node_.submit(std::move(made), [this, load, part](const result<receipt>& answer) {
    take_part(load, part, answer);
  });
}

void erp::take_part(std::size_t load, std::size_t part, const result<receipt>& answer) {
  auto& what = baselines_[load].parts[part];
  const auto words = "baseline " + std::to_string(load) + ", part " + std::to_string(part);
  if (!answer) {
    world_.note(words + ": " + answer.problem().message);
    what.unsure = what.unsure || answer.problem().code == errc::unavailable;
    loading_ = what.tries < 4 && world_.chance(0.7);
    if (loading_)
      world_.after(world_.between(1s, 12s), [this, load, part] { send_part(load, part); });
    return;
  }
  std::string told;
  for (const auto& each : what.rows) told += " " + each.json;
  world_.note(words + ": accepted " + std::to_string(answer->accepted) + told);
  // A switched off intake discards marks, too, and does not count them.
  const bool taken_in =
      node_.up() && node_.ledger().switches().at(index_of(entity::inventory)).intake;
  if (answer->accepted != what.rows.size() || (is_marker(what.kind) && !taken_in)) {
    what.unsure = what.unsure || is_marker(what.kind);
    loading_ = false;
    return;
  }
  what.accepted = true;
  // Now and then its sender is interrupted.
  loading_ = part + 1 < baselines_[load].parts.size() && world_.chance(0.9);
  if (loading_)
    world_.after(world_.between(10ms, 3s), [this, load, part] { send_part(load, part + 1); });
}

}  // namespace acumage::tests
