#include "messages/stock_place.hpp"

#include "messages/key.hpp"

namespace acumage {

namespace {
constexpr std::string_view vendor_mark = "vendor";
}

std::string stock_place_key(const stock_place& place) {
  std::string key = place.item;
  if (key.empty()) return key;
  const bool in_warehouse = !place.warehouse.empty();
  if (!in_warehouse && place.vendor.empty()) return key;
  key.append("@").append(in_warehouse ? std::string_view{place.warehouse} : vendor_mark);
  const auto& within = in_warehouse ? place.location : place.vendor;
  if (!within.empty()) key.append("/").append(within);
  return key;
}

stock_place split_stock_place(std::string_view key) {
  const auto at = key.rfind('@');
  const bool divides = at != std::string_view::npos && !trimmed(key.substr(0, at)).empty() &&
                       !trimmed(key.substr(at + 1)).empty();
  if (!divides) return {std::string{trimmed(key)}};
  const auto behind = key.substr(at + 1);
  const auto slash = behind.find('/');
  const auto outer = trimmed(behind.substr(0, slash));
  const auto within =
      slash == std::string_view::npos ? std::string_view{} : trimmed(behind.substr(slash + 1));
  stock_place place{std::string{trimmed(key.substr(0, at))}};
  if (!within.empty() && fold_key(outer) == vendor_mark) {
    place.vendor = within;
  } else {
    place.warehouse = outer;
    place.location = within;
  }
  return place;
}

}  // namespace acumage
