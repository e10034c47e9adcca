// What a delivery contains for a shipment in the store.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace acumage::policy {

struct shipment_line {
  std::string number;    ///< of the ERP order's line; empty: the SKU is the line
  std::string sku;       ///< as the ERP spells it
  std::string quantity;  ///< shortest form, at most four decimals; "0": none is shipped
  std::string source{};  ///< the goods leave from there; empty: from the shipment's source
  friend bool operator==(const shipment_line&, const shipment_line&) = default;
};

struct shipment_order {
  std::string shipment;   ///< the ERP's number: "004417"
  std::string erp_order;  ///< "SO SO009120"; empty: the document names none
  std::string order;      ///< the store's order number; empty: none is known yet
  std::string source;     ///< the goods leave from there, unless a line says otherwise
  std::string carrier;    ///< the store's code; "custom" if the store does not know it
  std::string title;      ///< of the carrier, never empty
  bool notify = false;
  bool create_invoice = false;
  std::string invoice;               ///< the ERP's number, if an invoice is made and it has one
  std::vector<shipment_line> lines;  ///< by number, then SKU
  std::vector<std::string> tracks;   ///< sorted
  friend bool operator==(const shipment_order&, const shipment_order&) = default;
};

/// Compact JSON. Equal orders have equal texts, so that an unchanged document is detected.
std::string encode(const shipment_order& order);

/// The source that the line's goods leave from.
const std::string& source_of(const shipment_order& order, const shipment_line& line);

/// The parts of a delivery's key, "004417@SO SO009120"; a key without '@' is only a number.
struct shipment_key {
  std::string_view number;
  std::string_view erp_order;
};
shipment_key split_shipment_key(std::string_view key);

}  // namespace acumage::policy
