// Single records: by key through the REST API, or the rows of an inquiry that have a key.
#pragma once

#include "erp/calibration.hpp"
#include "erp/client.hpp"
#include "erp/inquiry.hpp"
#include "erp/json_value.hpp"
#include "erp/problem.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace acumage::erp {

enum class record_kind : std::uint8_t { stock_item, sales_order, shipment, customer };

/// The record as a flat JSON row with the column names of a push: a field `{"value":x}` is x, an
/// empty field `{}` is null; Details, Packages and Orders stay arrays. A shipment of several orders is
/// a row for each of them. `key`: the order type and number, otherwise one part. trouble::absent if
/// there is none.
///
/// A shipment takes two requests, its details and its packages, because Acumatica limits the rows of
/// one answer.
expected<std::vector<std::string>> read_record(client& way, record_kind kind,
                                               const std::vector<std::string>& key);

/// Rows of an inquiry whose first key columns have these values, as many as are given.
/// trouble::absent if there is none.
expected<std::vector<std::string>> read_rows_of(client& way, const inquiry& what,
                                                const facts& known,
                                                const std::vector<std::string>& key);

/// The flat row of a record, from the JSON of the REST API.
json_value flat_record(record_kind kind, const json_value& record);

}  // namespace acumage::erp
