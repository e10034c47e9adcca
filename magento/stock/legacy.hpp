// Quantities of a store without MSI: PUT /V1/products/{sku}/stockItems/1 (REST.md 3.4).
#pragma once

#include "magento/stock/batch.hpp"
#include "magento/transport.hpp"

#include <memory>

namespace acumage::magento {

/// The id of the stock item in the path is ignored by the store (T:667).
request legacy_stock_request(const stock_row& row);

/// One request per open row; a row to be verified is simply sent, since it sets an absolute figure.
/// An answer about the one record rules on its row. One about the connection or the store ends the
/// conversation with its verdict on the whole batch, and the rows already sent are sent again.
std::unique_ptr<stock_stage> write_legacy_stock();

}  // namespace acumage::magento
