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

void add_shipped(const sales_document& shipment, item_quantities& to) {
  for (const auto& line : shipment.lines) {
    auto& sum = to[line.order_item];
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
      add_shipped(shipment, shipped_);
      return;
    }
    const auto foreign = std::any_of(shipment.comments.begin(), shipment.comments.end(), is_marker);
    if (foreign || !has_track_of(shipment, wanted_)) return;
    result_.ours.push_back(&shipment);
    add_shipped(shipment, unmarked_);
  }

  /// What was requested of the line. Some rows name the order's line and some do not.
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
    auto& taken = taken_[sku];
    const auto pool = minus(pieces_of(order_, unmarked_, sku), taken);
    if (wanted > done && !pool.zero()) {
      const auto part = std::min(pool, minus(wanted, done));
      done = done + part;
      taken = taken + part;
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
    std::map<std::string, decimal> sums;
    for (const auto& each : asked_) {
      auto& sum = sums[fold_key(each.sku)];
      sum = sum + figure(each.quantity);
    }
    std::set<std::string> told;
    for (const auto& each : asked_) {
      const auto sku = fold_key(each.sku);
      const auto held = pieces_of(order_, shipped_, sku);
      if (sums[sku] <= held || !told.insert(sku).second) continue;
      result_.shortfall += result_.shortfall.empty() ? "" : ", ";
      result_.shortfall +=
          each.sku + ' ' + sums[sku].to_string() + " asked, " + held.to_string() + " shipped";
    }
  }

  const shipment_order& wanted_;
  const store_order& order_;
  std::map<std::string, int> lines_of_sku_;
  std::vector<shipment_line> asked_;      // under our markers
  item_quantities shipped_;               // under them
  item_quantities unmarked_;              // in our shipments without a marker
  std::map<std::string, decimal> taken_;  // of those, by a line; by folded SKU
  shipped_so_far result_;
};

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
  auto shipped = billed(order, lines_of(shipments, all_of(shipments)));
  const auto ours = billed(order, lines_of(shipments, look_through(wanted, order, shipments).ours));
  item_quantities plan;
  const auto bill = [&](const order_item& item, const decimal& due) {
    const auto left = std::min(minus(due, invoiced[item.id]),
                               minus(minus(item.ordered, item.invoiced), item.canceled));
    if (!left.negative() && !left.zero()) plan.emplace(item.id, left);
  };
  for (const auto& [id, quantity] : ours)
    if (const auto* item = order.find(id); item != nullptr)
      bill(*item, std::min(quantity, minus(shipped[id] + invoiced[id], item->invoiced)));
  for (const auto& line : wanted.lines) {
    const auto sku = fold_key(line.sku);
    for (const auto& item : order.items)
      if (item.parent == 0 && item.is_virtual() && answers_to(order, item, sku))
        bill(item, figure(line.quantity));
  }
  return plan;
}

}  // namespace acumage::magento
