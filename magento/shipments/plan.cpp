#include "magento/shipments/plan.hpp"

#include "magento/shipments/marker.hpp"
#include "messages/key.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

namespace acumage::magento {

namespace {

using policy::shipment_line;
using policy::shipment_order;
using sku_quantities = std::map<std::string, decimal>;  // by folded SKU

/// The marker stays below the 64 KiB of its column, with SKUs of 64 characters that are all escaped.
constexpr std::size_t most_lines = 250;

decimal figure(const std::string& text) {
  const auto number = decimal::parse(text);
  return number ? *number : decimal{};
}

std::optional<shipment_marker> marker_of(const sales_document& shipment,
                                         const shipment_order& wanted) {
  for (const auto& comment : shipment.comments)
    if (auto marker = read_marker(comment, wanted)) return marker;
  return std::nullopt;
}

bool has_track_of(const sales_document& shipment, const shipment_order& wanted) {
  return std::any_of(wanted.tracks.begin(), wanted.tracks.end(), [&](const std::string& ours) {
    return std::find(shipment.tracks.begin(), shipment.tracks.end(), track_as_kept(ours)) !=
           shipment.tracks.end();
  });
}

/// What a shipment holds by SKU; parts of a product move with it and do not count.
void add_shipped(const sales_document& shipment, const store_order& order, sku_quantities& to) {
  for (const auto& line : shipment.lines)
    if (const auto* item = order.find(line.order_item); item != nullptr && item->parent == 0) {
      auto& sum = to[fold_key(item->sku)];
      sum = sum + line.quantity;
    }
}

class search {
 public:
  search(const shipment_order& wanted, const store_order& order) : wanted_{wanted}, order_{order} {
    for (const auto& line : wanted.lines) ++lines_of_sku_[fold_key(line.sku)];
  }

  shipped_so_far through(const std::vector<sales_document>& shipments) {
    for (const auto& each : shipments) take(each);
    for (const auto& line : wanted_.lines) rule_on(line);
    find_shortfall();
    return std::move(result_);
  }

 private:
  void take(const sales_document& shipment) {
    if (auto marker = marker_of(shipment, wanted_)) {
      result_.ours.push_back(&shipment);
      result_.next_part = std::max(result_.next_part, marker->part + 1);
      for (auto& line : marker->lines) asked_.push_back(std::move(line));
      add_shipped(shipment, order_, shipped_);
      return;
    }
    const auto foreign = std::any_of(shipment.comments.begin(), shipment.comments.end(), is_marker);
    if (foreign || !has_track_of(shipment, wanted_)) return;
    result_.ours.push_back(&shipment);
    add_shipped(shipment, order_, unmarked_);
  }

  /// What was asked for of the line. A row may once have named the order's line and once not.
  std::vector<const shipment_line*> asked_of(const shipment_line& line) const {
    const auto sku = fold_key(line.sku);
    std::vector<const shipment_line*> exact;
    std::vector<const shipment_line*> alike;
    for (const auto& each : asked_) {
      const bool same_sku = fold_key(each.sku) == sku;
      if (each.number == line.number && (same_sku || !line.number.empty())) exact.push_back(&each);
      const bool only_line = lines_of_sku_.at(sku) == 1 && each.number.empty();
      if (same_sku && (line.number.empty() || only_line)) alike.push_back(&each);
    }
    return exact.empty() ? alike : exact;
  }

  void rule_on(const shipment_line& line) {
    const auto wanted = figure(line.quantity);
    const auto asked = asked_of(line);
    decimal done;
    for (const auto* each : asked) {
      done = done + figure(each->quantity);
      if (fold_key(each->sku) != fold_key(line.sku)) return note_conflict(line, *each, done);
    }
    const auto sku = fold_key(line.sku);
    if (auto& pool = unmarked_[sku]; wanted > done && !pool.zero()) {
      const auto part = std::min(pool, minus(wanted, done));
      done = done + part;
      pool = minus(pool, part);
    }
    if (done == wanted) return;
    if (!asked.empty()) return note_conflict(line, *asked.front(), done);
    auto left = line;
    left.quantity = minus(wanted, done).to_string();
    result_.open.push_back(std::move(left));
  }

  void note_conflict(const shipment_line& line, const shipment_line& asked, const decimal& done) {
    result_.conflict += result_.conflict.empty() ? "" : "; ";
    const bool same_sku = fold_key(asked.sku) == fold_key(line.sku);
    result_.conflict += asked.sku + ": " + done.to_string() + " shipped, and the ERP now says " +
                        line.quantity + (same_sku ? "" : " of " + line.sku) +
                        "; the store cannot un-ship";
  }

  void find_shortfall() {
    sku_quantities sums;
    for (const auto& each : asked_) {
      auto& sum = sums[fold_key(each.sku)];
      sum = sum + figure(each.quantity);
    }
    std::set<std::string> told;
    for (const auto& each : asked_) {
      const auto sku = fold_key(each.sku);
      if (sums[sku] <= shipped_[sku] || !told.insert(sku).second) continue;
      result_.shortfall += result_.shortfall.empty() ? "" : ", ";
      result_.shortfall += each.sku + ' ' + sums[sku].to_string() + " asked, " +
                           shipped_[sku].to_string() + " shipped";
    }
  }

  const shipment_order& wanted_;
  const store_order& order_;
  std::map<std::string, int> lines_of_sku_;
  std::vector<shipment_line> asked_;  // under our markers
  sku_quantities shipped_;            // under them
  sku_quantities unmarked_;           // in our shipments without a marker, not yet taken by a line
  shipped_so_far result_;
};

/// Takes from the order's open quantities for one line; empty: no open item has its SKU.
item_quantities allot(const shipment_line& line, const store_order& order, item_quantities& open) {
  item_quantities taken;
  auto left = figure(line.quantity);
  for (const auto& item : order.items) {
    if (left.zero()) break;
    auto& rest = open[item.id];
    if (rest.zero() || fold_key(item.sku) != fold_key(line.sku)) continue;
    const auto part = std::min(rest, left);
    taken.emplace(item.id, part);
    rest = minus(rest, part);
    left = minus(left, part);
  }
  return taken;
}

void add(item_quantities& to, const item_quantities& what) {
  for (const auto& [item, quantity] : what) to[item] = to[item] + quantity;
}

item_quantities lines_of(const std::vector<sales_document>& documents,
                         const std::vector<const sales_document*>& only) {
  item_quantities sums;
  for (const auto& each : documents) {
    if (std::find(only.begin(), only.end(), &each) == only.end()) continue;
    for (const auto& line : each.lines)
      sums[line.order_item] = sums[line.order_item] + line.quantity;
  }
  return sums;
}

std::vector<const sales_document*> all_of(const std::vector<sales_document>& documents) {
  std::vector<const sales_document*> all;
  for (const auto& each : documents) all.push_back(&each);
  return all;
}

}  // namespace

std::string track_as_kept(std::string_view track) {
  std::string kept;
  for (std::size_t i = 0; i < track.size(); ++i) {
    const bool wide = static_cast<unsigned char>(track[i]) >= 0xF0U;
    if (wide) i += 3;
    kept += wide ? std::string{"????"} : std::string(1, track[i]);
  }
  return kept;
}

shipped_so_far look_through(const shipment_order& wanted, const store_order& order,
                            const std::vector<sales_document>& shipments) {
  return search{wanted, order}.through(shipments);
}

ship_plan plan_shipment(const std::vector<shipment_line>& open, const store_order& order,
                        std::size_t most_items) {
  item_quantities rest;
  for (const auto& item : order.items)
    if (item.ships()) rest[item.id] = item.open();
  ship_plan plan;
  std::vector<shipment_line> unmatched;
  for (const auto& line : open) {
    auto after = rest;
    const auto taken = allot(line, order, after);
    if (taken.empty()) {
      unmatched.push_back(line);
      continue;
    }
    auto items = plan.items;
    add(items, taken);
    const bool full = items.size() > most_items || plan.lines.size() == most_lines;
    if (full && !plan.items.empty()) continue;
    plan.lines.push_back(line);
    plan.items = std::move(items);
    rest = std::move(after);
  }
  unmatched.resize(std::min(unmatched.size(), most_lines - plan.lines.size()));
  plan.lines.insert(plan.lines.end(), unmatched.begin(), unmatched.end());
  return plan;
}

std::vector<std::string> missing_tracks(const shipment_order& wanted,
                                        const std::vector<const sales_document*>& ours) {
  std::set<std::string> held;
  for (const auto* each : ours) held.insert(each->tracks.begin(), each->tracks.end());
  std::vector<std::string> missing;
  for (const auto& track : wanted.tracks)
    if (held.insert(track_as_kept(track)).second) missing.push_back(track);
  return missing;
}

item_quantities plan_invoice(const shipment_order& wanted, const store_order& order,
                             const std::vector<sales_document>& shipments,
                             const std::vector<sales_document>& invoices) {
  std::vector<const sales_document*> by_us;
  for (const auto& each : invoices)
    if (std::any_of(each.comments.begin(), each.comments.end(),
                    [&](const std::string& comment) { return is_invoice_marker(comment, wanted); }))
      by_us.push_back(&each);
  auto invoiced = lines_of(invoices, by_us);
  auto shipped = lines_of(shipments, all_of(shipments));
  item_quantities plan;
  for (const auto& [id, ours] : lines_of(shipments, look_through(wanted, order, shipments).ours)) {
    const auto* item = order.find(id);
    if (item == nullptr || item->parent != 0) continue;
    const auto left = std::min({minus(ours, invoiced[id]), minus(shipped[id], item->invoiced),
                                minus(minus(item->ordered, item->invoiced), item->canceled)});
    if (!left.negative() && !left.zero()) plan.emplace(id, left);
  }
  return plan;
}

}  // namespace acumage::magento
