// The columns of sales records, in the store's order (from Adobe's published REST schema; transcripts agree).
#pragma once

#include "simulator/sales/record.hpp"

namespace acumage::simulator {

const record_columns& order_columns();
const record_columns& order_item_columns();
const record_columns& order_address_columns();
const record_columns& shipping_total_columns();
const record_columns& payment_columns();
const record_columns& status_history_columns();
const record_columns& shipment_columns();
const record_columns& shipment_item_columns();
const record_columns& track_columns();
const record_columns& sales_comment_columns();
const record_columns& invoice_columns();
const record_columns& invoice_item_columns();

// Members allowed in a call that ships or invoices.
const record_columns& new_shipment_item_columns();
const record_columns& new_track_columns();
const record_columns& new_comment_columns();
const record_columns& new_package_columns();
const record_columns& arguments_columns();

}  // namespace acumage::simulator
