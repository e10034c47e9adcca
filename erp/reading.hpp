// Reads an inquiry page by page; can be resumed at any page.
#pragma once

#include "erp/calibration.hpp"
#include "erp/client.hpp"
#include "erp/cursor.hpp"
#include "erp/inquiry.hpp"
#include "erp/page.hpp"
#include "erp/paging.hpp"
#include "erp/problem.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace acumage::erp {

/// Every row that is in the window the whole time comes at least once. Rows that change while the
/// reading goes on leave the window, if it has an end, and belong to the next reading.
class reading {
 public:
  struct page {
    std::vector<std::string> rows;  ///< flat JSON objects, numbers with their digits
    std::vector<ticks> changed;     ///< when each of them changed; 0: not known
    ticks asked_at = 0;             ///< the ERP's time when the page was asked for
    bool last = false;
    cursor resume;  ///< where to go on when this page has been kept
  };

  /// The smallest page that an answer that is too large is asked for again with.
  static constexpr std::size_t smallest_page = 50;

  /// `way` must outlive it. Without `known`, the first step asks for the facts.
  reading(client& way, inquiry what, window when, std::size_t page_size,
          std::optional<cursor> from = std::nullopt, std::optional<facts> known = std::nullopt);

  /// One page, or a problem after which the same step can be tried again. trouble::absent if the
  /// first page of a bounded window is empty and the inquiry has no rows without the window either.
  expected<page> step();

 private:
  query next() const;
  expected<page> take(std::vector<page_row> rows, ticks asked_at);
  void release(page& to);

  client& way_;
  inquiry what_;
  window when_;
  paging paging_;
  std::optional<facts> known_;
  page held_;  // the rows of the last key, until it is known that there are no more
  std::string held_key_;
};

}  // namespace acumage::erp
