#include "policy/shipment_lines.hpp"

#include "messages/key.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace acumage::policy {

namespace {

constexpr std::string_view numbered_prefix = "line/";
constexpr std::string_view sku_prefix = "item/";
constexpr std::string_view quantity_suffix = "/quantity";

struct laid_line {
  shipment_line line;
  version at;                   ///< of its quantity
  std::string clash;            ///< what another row of the same time stamp contains; empty: none
  std::string other_warehouse;  ///< of such a row
};

/// The lines under the prefix, in the order of their paths.
std::vector<laid_line> laid_under(std::string_view prefix, const known_document& known) {
  std::vector<laid_line> found;
  for (auto at = known.fields.lower_bound(prefix);
       at != known.fields.end() && at->first.starts_with(prefix); ++at) {
    const std::string_view path = at->first;
    if (!path.ends_with(quantity_suffix)) continue;
    const auto name =
        path.substr(prefix.size(), path.size() - prefix.size() - quantity_suffix.size());
    const auto base = std::string{path.substr(0, path.size() - quantity_suffix.size())};
    laid_line each;
    if (prefix == numbered_prefix) each.line.number = name;
    each.line.sku = known.text(base + "/item");
    each.line.quantity = at->second.value;
    each.at = at->second.at;
    if (const auto* clash = known.find(base + "/clash");
        clash != nullptr && clash->at.stamp == each.at.stamp) {
      each.clash = clash->value;
      each.at = std::max(each.at, clash->at);
    }
    each.line.source = known.text(base + "/warehouse");
    const auto* warehouse = known.find(base + "/warehouse");
    if (const auto* other = known.find(base + "/warehouse_clash");
        other != nullptr && warehouse != nullptr && other->at.stamp == warehouse->at.stamp)
      each.other_warehouse = other->value;
    if (!each.line.sku.empty()) found.push_back(std::move(each));
  }
  return found;
}

std::string clash_words(const laid_line& line) {
  return "two rows of " + line.line.sku + " with different ShippedQty (" + line.line.quantity +
         " and " + line.clash + "); expected a column OrderLineNbr that distinguishes them";
}

std::string warehouse_words(const laid_line& line) {
  return "two rows of " + line.line.sku +
         (line.line.number.empty() ? std::string{} : ", line " + line.line.number + ',') +
         " from different warehouses (" + line.line.source + " and " + line.other_warehouse +
         "); expected a row of its own for each, with its OrderLineNbr";
}

/// By number as a number, then by SKU.
bool goes_before(const shipment_line& left, const shipment_line& right) {
  return std::make_tuple(left.number.size(), std::string_view{left.number}, fold_key(left.sku)) <
         std::make_tuple(right.number.size(), std::string_view{right.number}, fold_key(right.sku));
}

}  // namespace

std::string line_path(std::string_view number, std::string_view sku) {
  if (!number.empty()) return std::string{numbered_prefix} + std::string{number} + '/';
  return std::string{sku_prefix} + fold_key(sku) + '/';
}

known_lines lines_of(const known_document& known) {
  auto numbered = laid_under(numbered_prefix, known);
  std::map<std::string, std::vector<laid_line*>> by_sku;
  for (auto& each : numbered) by_sku[fold_key(each.line.sku)].push_back(&each);
  known_lines result;
  for (auto& each : laid_under(sku_prefix, known)) {
    const auto& same = by_sku[fold_key(each.line.sku)];
    const auto newer = [&](const laid_line* other) { return each.at <= other->at; };
    if (std::any_of(same.begin(), same.end(), newer)) continue;  // the column has arrived since
    if (!each.other_warehouse.empty()) {
      result.problem = warehouse_words(each);
    } else if (!each.clash.empty()) {
      result.problem = clash_words(each);
    } else if (same.size() > 1) {
      result.problem = "a row of " + each.line.sku + ", which has " + std::to_string(same.size()) +
                       " lines; expected a column OrderLineNbr that says which";
    } else if (same.size() == 1) {
      same.front()->line.quantity = each.line.quantity;
    } else {
      result.lines.push_back(std::move(each.line));
    }
  }
  for (auto& each : numbered) {
    if (!each.other_warehouse.empty()) result.problem = warehouse_words(each);
    result.lines.push_back(std::move(each.line));
  }
  std::sort(result.lines.begin(), result.lines.end(), goes_before);
  return result;
}

}  // namespace acumage::policy
