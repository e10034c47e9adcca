// The known captions of each concept, and those that the settings add.
#include "acumatica/row.hpp"
#include "messages/key.hpp"

#include <algorithm>

namespace acumage::acumatica {

namespace {

struct concept_entry {
  concept_id meaning;
  std::string_view name;
  std::vector<std::string_view> captions;
};

/// SPEC 5, "known names", in the order of the enumeration. Names that differ only in case are
/// listed once.
const std::vector<concept_entry>& concepts() {
  static const std::vector<concept_entry> table{
      {concept_id::item, "item", {"InventoryID", "InventoryCD", "SKU"}},
      {concept_id::item_status, "item_status", {"ItemStatus"}},
      {concept_id::default_price,
       "default_price",
       {"DefaultPrice", "BasePrice", "CurySpecificPrice"}},
      {concept_id::sales_price, "sales_price", {"SalesPrice", "usrKNCPSalesPrice"}},
      {concept_id::on_hand, "on_hand", {"QtyOnHand", "OnHand", "SiteOnHand"}},
      {concept_id::available,
       "available",
       {"QtyAvailable", "qtyAvail", "Available", "SiteAvailable"}},
      {concept_id::available_for_shipping,
       "available_for_shipping",
       {"QtyAvailableForShipment", "QtyAvailableForShipping", "QtyHardAvailable",
        "AvailableForShipping"}},
      {concept_id::warehouse, "warehouse", {"WarehouseID", "Warehouse", "SiteID", "SiteCD"}},
      {concept_id::branch, "branch", {"Branch", "BranchID", "BranchCD"}},
      {concept_id::location, "location", {"LocationID", "Location"}},
      {concept_id::vendor, "vendor", {"VendorID", "Vendor"}},
      {concept_id::vendor_quantity,
       "vendor_quantity",
       {"QuantityAtVendor", "usrKNCPQuantityAtVendor"}},
      {concept_id::vendor_share, "vendor_share", {"AvailableForSale", "usrKNCPAvailableForSale"}},
      {concept_id::shipment_number, "shipment_number", {"ShipmentNbr"}},
      {concept_id::customer_id, "customer_id", {"CustomerID"}},
      {concept_id::order_type, "order_type", {"OrderType"}},
      {concept_id::order_number, "order_number", {"OrderNbr"}},
      {concept_id::store_order_number, "store_order_number", {}},
      {concept_id::status, "status", {"Status"}},
      {concept_id::shipment_type, "shipment_type", {"Type"}},
      {concept_id::operation, "operation", {"Operation"}},
      {concept_id::confirmed, "confirmed", {"Confirmed"}},
      {concept_id::shipment_date, "shipment_date", {"ShipmentDate"}},
      {concept_id::ship_via, "ship_via", {"ShipVia"}},
      {concept_id::order_line, "order_line", {"OrderLineNbr"}},
      {concept_id::shipped_quantity, "shipped_quantity", {"ShippedQty"}},
      {concept_id::base_shipped_quantity, "base_shipped_quantity", {"BaseShippedQty"}},
      {concept_id::unit, "unit", {"UOM"}},
      {concept_id::base_unit, "base_unit", {"BaseUOM"}},
      {concept_id::tracking_number, "tracking_number", {"TrackingNbr"}},
      {concept_id::invoice_number, "invoice_number", {"InvoiceNbr"}},
      {concept_id::details, "details", {"Details"}},
      {concept_id::packages, "packages", {"Packages"}},
      {concept_id::orders, "orders", {"Orders"}},
      {concept_id::customer_name, "customer_name", {"CustomerName"}},
      {concept_id::email, "email", {"Email"}},
      {concept_id::customer_class, "customer_class", {"CustomerClass"}},
      {concept_id::price_class, "price_class", {"PriceClassID"}},
      {concept_id::first_name, "first_name", {"FirstName"}},
      {concept_id::last_name, "last_name", {"LastName"}},
      {concept_id::address_line_1, "address_line_1", {"AddressLine1"}},
      {concept_id::address_line_2, "address_line_2", {"AddressLine2"}},
      {concept_id::city, "city", {"City"}},
      {concept_id::state, "state", {"State"}},
      {concept_id::country, "country", {"Country"}},
      {concept_id::postal_code, "postal_code", {"PostalCode"}},
      {concept_id::phone, "phone", {"Phone1"}},
      {concept_id::attributes, "attributes", {"Attributes"}},
      {concept_id::attribute_id, "attribute_id", {"AttributeID"}},
      {concept_id::attribute_value, "attribute_value", {"Value"}},
      {concept_id::order_total, "order_total", {"OrderTotal"}},
      {concept_id::currency, "currency", {"CurrencyID"}},
      {concept_id::date, "date", {"Date"}},
      {concept_id::quantity, "quantity", {"Quantity"}},
      {concept_id::unit_price, "unit_price", {"UnitPrice"}},
      {concept_id::extended_price, "extended_price", {"ExtendedPrice"}},
      {concept_id::billing_address, "billing_address", {"BillingAddress"}},
      {concept_id::shipping_address, "shipping_address", {"ShippingAddress"}},
  };
  return table;
}

/// Every configured caption ranks before every built-in one.
constexpr std::size_t built_in_rank = 1'000'000;

std::string folded(std::string_view column) { return fold_key(trimmed(column)); }

/// The bit of a name's length. Folding never changes the length of ASCII. A letter and its capital
/// share their last five bits.
std::uint64_t bit_of(std::string_view name) {
  return std::uint64_t{1} << std::min<std::size_t>(name.size(), 63);
}

}  // namespace

std::string_view to_string(concept_id which) {
  return concepts().at(static_cast<std::size_t>(which)).name;
}

std::optional<concept_id> concept_from(std::string_view name) {
  for (const auto& each : concepts())
    if (each.name == name) return each.meaning;
  return std::nullopt;
}

void caption_index::add(std::string folded, caption_meaning what) {
  if (!folded.empty())
    lengths_.at(static_cast<unsigned char>(folded.front()) % lengths_.size()) |= bit_of(folded);
  names_[std::move(folded)].push_back(what);
}

bool caption_index::may_hold(std::string_view column) const {
  if (column.empty()) return false;
  const auto first = static_cast<unsigned char>(column.front());
  const auto beyond_ascii = [](char each) { return static_cast<unsigned char>(each) >= 0x80U; };
  if (std::any_of(column.begin(), column.end(), beyond_ascii)) return !names_.empty();
  return (lengths_.at(first % lengths_.size()) & bit_of(column)) != 0;
}

const std::vector<caption_meaning>* caption_index::find(const std::string& folded) const {
  const auto found = names_.find(folded);
  return found == names_.end() ? nullptr : &found->second;
}

const caption_index& field_aliases::built_in() {
  static const caption_index index = [] {
    caption_index names;
    for (const auto& each : concepts())
      for (std::size_t i = 0; i < each.captions.size(); ++i)
        names.add(folded(each.captions[i]), {each.meaning, built_in_rank + i});
    return names;
  }();
  return index;
}

void field_aliases::add(entity which, concept_id meaning, std::string caption) {
  auto& known = configured_[{which, meaning}];
  const auto name = folded(caption);
  const auto is_known = [&](const std::string& each) { return folded(each) == name; };
  if (std::any_of(known.begin(), known.end(), is_known)) return;
  index_.at(index_of(which)).add(name, {meaning, known.size()});
  known.push_back(std::move(caption));
}

std::vector<std::string_view> field_aliases::captions(entity which, concept_id meaning) const {
  std::vector<std::string_view> all;
  if (const auto found = configured_.find({which, meaning}); found != configured_.end())
    all.assign(found->second.begin(), found->second.end());
  const auto& known = concepts().at(static_cast<std::size_t>(meaning)).captions;
  all.insert(all.end(), known.begin(), known.end());
  return all;
}

}  // namespace acumage::acumatica
