// Merges a shipment's rows into what is known of it; the rules on the whole are in
// shipment_rules.cpp.
#include "messages/decimal.hpp"
#include "messages/key.hpp"
#include "policy/shipment_lines.hpp"
#include "policy/shipment_rules.hpp"
#include "policy/sku.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace acumage::policy {

namespace {

constexpr int quantity_places = 4;  // DECIMAL(12,4), REST.md 8.5

/// Sets the quantity to its shortest form; the problem in words, or empty.
std::string normalise(std::string& quantity, const std::string& column) {
  static const auto highest = decimal::parse("99999999.9999");
  const auto number = decimal::parse(quantity);
  if (!number) return column + ": " + number.problem().message;
  const auto said = column + ": " + number->to_string();
  if (number->negative()) return said + " is negative; expected 0 or more";
  if (*number > *highest)
    return said + " is more than the store's column holds; expected at most 99999999.9999";
  const auto rounded = number->rounded_half_up(quantity_places);
  if (rounded.zero() && !number->zero())
    return said + " is less than the store's column holds; expected 0, or at least 0.0001";
  quantity = rounded.to_string();
  return {};
}

/// The store counts in the item's base unit; a row may show boxes.
std::string check_quantity(shipment_line_row& line) {
  if (line.quantity)
    if (auto problem = normalise(*line.quantity, "ShippedQty"); !problem.empty()) return problem;
  if (line.base_quantity) return normalise(*line.base_quantity, "BaseShippedQty");
  if (!line.quantity || !line.unit || !line.base_unit) return {};
  if (fold_key(*line.unit) == fold_key(*line.base_unit)) return {};
  return "ShippedQty: " + *line.quantity + " is in " + *line.unit +
         ", and the base unit of the item is " + *line.base_unit +
         "; expected a column BaseShippedQty";
}

std::string check_line(shipment_line_row& line) {
  if (line.item)
    if (auto problem = sku_problem(*line.item); !problem.empty()) return problem;
  if (line.number)
    if (const auto number = decimal::parse(*line.number)) line.number = number->to_string();
  const bool nameless = !line.item && (!line.number || line.number->empty());
  if (nameless && (line.quantity || line.base_quantity)) return sku_problem({});
  return check_quantity(line);
}

/// Two lines of one document that cannot be distinguished. Flat rows arrive separately, and are
/// checked when they are merged.
std::string check_twins(const std::vector<shipment_line_row>& lines) {
  std::map<std::string, const shipment_line_row*> seen;
  for (const auto& line : lines) {
    if (!line.item || (line.number && !line.number->empty())) continue;
    const auto [twin, fresh] = seen.emplace(fold_key(*line.item), &line);
    const bool alike = twin->second->quantity == line.quantity &&
                       twin->second->base_quantity == line.base_quantity;
    if (fresh || (alike && twin->second->track != line.track)) continue;
    return "Details: two lines of " + *line.item +
           "; expected a column OrderLineNbr that distinguishes them";
  }
  return {};
}

/// A row that names no line applies to all of them.
bool names_a_line(const shipment_row& row) {
  return std::any_of(row.lines.begin(), row.lines.end(), [](const shipment_line_row& line) {
    return line.item || (line.number && !line.number->empty());
  });
}

std::vector<std::string> known_line_paths(const known_document& known) {
  constexpr std::string_view quantity = "quantity";
  std::vector<std::string> paths;
  for (const auto& [path, field] : known.fields)
    if (path.ends_with("/quantity")) paths.push_back(path.substr(0, path.size() - quantity.size()));
  return paths;
}

/// The row with its numbers checked and in their shortest form; the problem in words, or empty.
std::string check(shipment_row& row) {
  if (row.orders > 1)
    return "Orders: one change names " + std::to_string(row.orders) +
           " orders; expected a query with one row per shipment and order";
  for (auto& line : row.lines)
    if (auto problem = check_line(line); !problem.empty()) return problem;
  return check_twins(row.lines);
}

/// Merges fields and records whether any of them counts.
class layer {
 public:
  layer(const version& at, known_document& known) : at_{at}, known_{known} {}

  void lay(const std::string& path, const std::optional<std::string>& value) {
    if (!value) return;
    said_ = true;
    counts_ = known_.lay(path, *value, at_) || is_echoed(path, *value) || counts_;
  }
  void lay_track(const std::string& number) {
    if (!number.empty()) lay("track/" + number, number);
  }
  void lay_line(const shipment_line_row& line, const std::optional<std::string>& warehouse) {
    if (line.track) lay_track(*line.track);
    const auto number = line.number.value_or("");
    if (number.empty() && !line.item) return;
    const auto path = line_path(number, line.item.value_or(""));
    lay(path + "item", line.item);
    if (line.base_quantity) lay(path + "base", "1");
    const auto quantity = quantity_of(path, line);
    const bool differs = number.empty() && clashes(path + "quantity", quantity);
    lay(path + (differs ? "clash" : "quantity"), quantity);
    lay_warehouse(path, line.warehouse ? line.warehouse : warehouse);
  }
  void lay_warehouse(const std::string& path, const std::optional<std::string>& warehouse) {
    if (!warehouse) return;
    const bool differs = clashes(path + "warehouse", warehouse);
    lay(path + (differs ? "warehouse_clash" : "warehouse"), warehouse);
  }
  bool outdated() const { return said_ && !counts_; }

 private:
  /// Rows of one change repeat the fields of the document: none of them is older than the others,
  /// in whatever order they arrive again after a restart.
  bool is_echoed(const std::string& path, const std::string& value) const {
    const auto* held = known_.find(path);
    return held != nullptr && held->at.stamp == at_.stamp && held->value == value;
  }
  /// Where the base quantity is known, a row without it means that it has not changed.
  std::optional<std::string> quantity_of(const std::string& path,
                                         const shipment_line_row& line) const {
    if (line.base_quantity) return line.base_quantity;
    if (known_.find(path + "base") != nullptr) return std::nullopt;
    return line.quantity;
  }
  /// Another row of the same change had a different value for this SKU.
  bool clashes(const std::string& path, const std::optional<std::string>& told) const {
    const auto* before = known_.find(path);
    return before != nullptr && told && before->at.stamp == at_.stamp &&
           before->at.sequence != at_.sequence && fold_key(before->value) != fold_key(*told);
  }

  const version& at_;
  known_document& known_;
  bool said_ = false;
  bool counts_ = false;
};

/// Limit of remembered fields of a shipment; a line has three to six. Each row rules on the whole
/// document.
constexpr std::size_t most_fields = 10'000;

/// What the row's lines and tracks would add; known values arrive repeatedly.
bool has_room(const shipment_row& row, const known_document& known) {
  if (known.fields.size() + 5 * row.lines.size() + row.tracks.size() <= most_fields) return true;
  std::set<std::string> fresh;
  const auto add = [&](std::string path) {
    if (known.find(path) == nullptr) fresh.insert(std::move(path));
  };
  for (const auto& line : row.lines) {
    const auto path = line_path(line.number.value_or(""), line.item.value_or(""));
    if (line.item) add(path + "item");
    if (line.quantity || line.base_quantity) add(path + "quantity");
    if (line.base_quantity) add(path + "base");
    if (line.warehouse || row.warehouse) add(path + "warehouse");
    if (line.track) add("track/" + *line.track);
  }
  for (const auto& track : row.tracks) add("track/" + track);
  return known.fields.size() + fresh.size() <= most_fields;
}

}  // namespace

std::optional<ruling> lay_shipment(const shipment_row& raw, const version& at,
                                   known_document& known) {
  auto row = raw;
  if (auto problem = check(row); !problem.empty())
    return reject{letter_class::data, std::move(problem)};
  if (!has_room(row, known))
    return reject{letter_class::data,
                  "row: the shipment has more lines than can be remembered; "
                  "expected at most " +
                      std::to_string(most_fields) + " fields"};
  layer on{at, known};
  on.lay("type", row.type);
  on.lay("operation", row.operation);
  on.lay("status", row.status);
  on.lay("confirmed", row.confirmed);
  on.lay("ship_via", row.ship_via);
  on.lay("warehouse", row.warehouse);
  on.lay("store_order", row.store_order);
  on.lay("invoice", row.invoice);
  for (const auto& line : row.lines) on.lay_line(line, row.warehouse);
  if (!names_a_line(row))
    for (const auto& path : known_line_paths(known)) on.lay_warehouse(path, row.warehouse);
  for (const auto& track : row.tracks) on.lay_track(track);
  if (on.outdated()) return supersede{newer_known};
  return std::nullopt;
}

}  // namespace acumage::policy
