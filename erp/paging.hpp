// What to ask next, what a page means, and when a reading is over: PULL by key, without a client.
#pragma once

#include "erp/cursor.hpp"
#include "erp/literal.hpp"
#include "erp/query.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace acumage::erp {

/// Rows come ordered by key, and a page begins with the last row of the page before: nothing is
/// lost when rows leave in between, when the server cuts pages short, or when many rows have one
/// key. Keys are never compared here, for only the ERP knows their order; they are handed back.
///
/// A server that cuts pages to a single row cannot be read.
class paging {
 public:
  /// What matters of a row.
  struct row {
    std::string key;  ///< of the first key column, as the JSON has it; "null" if there is none
    row_id id;
  };
  struct verdict {
    std::vector<std::size_t> fresh;  ///< positions of the rows not seen before
    bool last = false;
    /// The rows of one key have no stable order: the reading cannot go on.
    bool unstable = false;
  };

  explicit paging(cursor from) : at_{std::move(from)} {}

  const cursor& at() const { return at_; }
  bool is_over() const { return at_.where == cursor::place::end; }

  /// The condition on the first key column, and how many rows to skip. `key` names the column.
  std::string condition(const std::string& key, edm type, odata protocol) const;
  std::size_t skip() const;

  verdict take(const std::vector<row>& page);

  /// After an answer that was too large. False if the page is as small as it may be.
  bool halve(std::size_t smallest);

 private:
  verdict take_in_order(const std::vector<row>& page);
  verdict take_within(const std::vector<row>& page);
  std::vector<std::size_t> unseen(const std::vector<row>& page) const;
  void remember(const std::vector<row>& page);
  void go_beyond();

  cursor at_;
};

}  // namespace acumage::erp
