// $filter: the grammar that the ERP turns into SQL, and how a row fits it (PULL 8).
#pragma once

#include "simulator/acumatica/tables/table.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace acumage::simulator::acumatica {

/// How literals are written.
enum class dialect : std::uint8_t {
  odata_v4,  ///< 2025-10-14T09:00:00Z
  odata_v3,  ///< datetime'2025-10-14T11:00:00' in the ERP's zone, 5L, 4.5M
  rest,      ///< datetimeoffset'…', datetime'…', date'2025-10-14'
};

enum class comparison : std::uint8_t { eq, ne, gt, ge, lt, le };

/// A column compared with a literal; the literal is null for `eq null`.
struct condition {
  std::size_t column = 0;
  comparison how = comparison::eq;
  cell literal;
  std::string collated;  ///< of a text literal
};

class filter {
 public:
  bool fits(const row& one) const;

  /// The conditions on a column that every row that fits fulfils, for reading an index.
  std::vector<const condition*> required(std::size_t column) const;
  bool empty() const { return nodes_.empty(); }

  /// Columns that are named, each once or more.
  std::vector<std::size_t> columns() const;

 private:
  friend class filter_parser;
  enum class kind : std::uint8_t { condition, both, either };
  struct node {
    kind what = kind::condition;
    std::size_t left = 0;  ///< a node; of a condition: its place
    std::size_t right = 0;
  };

  bool fits(const row& one, std::size_t node) const;
  bool fits(const row& one, const condition& what) const;
  void collect_required(std::size_t node, std::size_t column,
                        std::vector<const condition*>& to) const;

  std::vector<condition> conditions_;
  std::vector<node> nodes_;  ///< the last one is the root
};

/// How a column is called in the expression; no value: it is none of the table's.
using column_finder = std::optional<std::size_t> (*)(const schema& of, std::string_view name);
std::optional<std::size_t> column_of_inquiry(const schema& of, std::string_view name);

/// No value: anything else than the grammar, an unknown column, or a literal of another type.
std::optional<filter> filter_from(std::string_view text, const schema& of, dialect by,
                                  const time_zone& zone, column_finder find);

}  // namespace acumage::simulator::acumatica
