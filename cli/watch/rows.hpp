// The two tables of the watch screen: columns, order, and what a narrow screen leaves out.
#pragma once

#include "cli/terminal/table.hpp"
#include "cli/watch/figures.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace acumage::watch {

/// The sort column, counted from 0. Not reversed: largest figures first, texts from A, the first
/// column in the node's own order.
struct row_order {
  std::size_t by = 0;
  bool reversed = false;
};

struct watch_row {
  std::string name;
  terminal::text_line cells;
  std::vector<double> figures;  ///< sort values, one per cell; texts decide between equal ones
};

struct watch_rows {
  std::vector<terminal::column> columns;
  std::vector<std::size_t>
      dispensable;  ///< columns in the order in which a narrow screen drops them
  std::vector<watch_row> rows;
};

std::size_t lane_column_count();
std::size_t actor_column_count();

/// Sorted. Unknown rates show as "-".
watch_rows lane_rows(const watched_node& of, row_order order);
watch_rows actor_rows(const watched_node& of, row_order order);

/// The position of the row with that name; 0 if there is none.
std::size_t place_of(const watch_rows& in, std::string_view name);

/// The columns that fit into so many, with `gap` blanks between them. `kept` and the indispensable
/// ones stay even if they do not fit. The caller cuts the last one.
std::vector<std::size_t> fitting_columns(const watch_rows& of, std::size_t width, std::size_t gap,
                                         std::size_t kept);

}  // namespace acumage::watch
