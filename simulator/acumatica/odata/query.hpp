// The query options of a request: what they may be, and which rows they choose from a table.
#pragma once

#include "simulator/acumatica/odata/filter.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace acumage::simulator::acumatica {

struct order_column {
  std::size_t column = 0;
  bool descending = false;
};

struct query {
  filter where;
  std::vector<order_column> order;
  std::optional<std::size_t> top;
  std::size_t skip = 0;
  std::vector<std::size_t> select;  ///< empty: all columns
};

/// The value of an option, decoded; no value: it is not there.
std::optional<std::string> option_of(std::string_view target, std::string_view name);

/// No value: anything else than $filter, $orderby of one or two columns, $top, $skip, $select and
/// $format with values that fit.
std::optional<query> inquiry_query(std::string_view target, const schema& of, dialect by,
                                   const time_zone& zone);

/// A row and the row behind the chosen ones, in their order.
struct page {
  std::vector<const row*> rows;
  const row* behind = nullptr;
};

/// What the query chooses, at most `most` rows; by key when the order is that of the key.
page chosen(const table& from, const query& by, std::size_t most);

}  // namespace acumage::simulator::acumatica
