// A page of an inquiry: rows as flat JSON.
#pragma once

#include "erp/inquiry.hpp"
#include "erp/options.hpp"
#include "erp/problem.hpp"
#include "erp/query.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace acumage::erp {

class client;

struct page_row {
  std::string text;  ///< one JSON object on one line; annotations of OData are left out
  std::string key;   ///< of the first key column, as the JSON has it; "null" if there is none
  std::string modified = {};  ///< of the column of the last change, without quotes; empty: none
};

/// trouble::transport if the body is no such page; trouble::configuration if it comes from another
/// tenant.
expected<std::vector<page_row>> read_page(std::string_view body, const options& how,
                                          const inquiry& what);

/// The tenant that an @odata.context names; empty if it names none.
std::optional<std::string> tenant_of(std::string_view context);

/// One request.
expected<std::vector<page_row>> fetch_page(client& way, const inquiry& what, const query& ask);

}  // namespace acumage::erp
