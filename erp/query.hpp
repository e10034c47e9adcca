// The addresses of Acumatica's services and the queries that are put to them.
#pragma once

#include "erp/inquiry.hpp"
#include "erp/options.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace acumage::erp {

/// All paths are relative to the URL of the instance and completely percent-encoded.
std::string inquiry_path(const options& how, const inquiry& what);
std::string metadata_path(const options& how);
/// What the address of the inquiry speaks: tables are served by OData v4 alone.
odata protocol_of(const options& how, const inquiry& what);
/// "/entity/Default/25.200.001/StockItem"; the key's parts follow, one segment each.
std::string entity_path(const options& how, std::string_view name,
                        const std::vector<std::string>& key = {});
/// Whether a key can be part of a path: IIS and ASP.NET refuse some characters there however they
/// are encoded.
bool fits_path(std::string_view key);

bool is_odata(std::string_view path);

struct query {
  std::string filter = {};
  std::string order = {};
  std::size_t top = 0;   ///< 0: not sent
  std::size_t skip = 0;  ///< 0: not sent
  std::string select = {};
  std::string expand = {};
};

/// "?$filter=…&$orderby=…"; empty for an empty query.
std::string written(const query& what);

/// Conditions that must all hold; empty ones are left out.
std::string all_of(const std::vector<std::string>& conditions);

/// "InventoryID,WarehouseID"
std::string listed(const std::vector<std::string>& columns);

}  // namespace acumage::erp
