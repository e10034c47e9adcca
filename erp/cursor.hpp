// How far a reading has come, in a form that survives the process.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace acumage::erp {

/// Stands for the text of a row: 128 bits, so that two different rows are never taken for one.
using row_id = std::array<std::uint64_t, 2>;
row_id id_of(std::string_view row);

struct cursor {
  enum class place : std::uint8_t {
    start,   ///< from the first row
    from,    ///< rows whose first key column is at least `key`
    within,  ///< rows of `key` alone, from the position `skip`
    beyond,  ///< rows after `key`
    end,
  };

  place where = place::start;
  std::string key = {};        ///< as the JSON of an answer has it, a string with its quotes
  std::size_t skip = 0;        ///< within: the position of a row of `seen`
  std::set<row_id> seen = {};  ///< the rows of the last page
  std::size_t page_size = 0;   ///< smaller than asked for after an answer that was too large
  int restarts = 0;            ///< of `key`, because its rows had moved
  bool any = false;            ///< a page has brought a row

  /// One line of JSON.
  std::string to_text() const;
  static std::optional<cursor> from_text(std::string_view text);
  bool operator==(const cursor&) const = default;
};

}  // namespace acumage::erp
