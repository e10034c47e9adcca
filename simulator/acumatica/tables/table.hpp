// One table of the ERP: its visible rows in the order of their key.
#pragma once

#include "simulator/acumatica/tables/cell.hpp"
#include "simulator/acumatica/tables/schema.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace acumage::simulator::acumatica {

/// A cell per column.
using row = std::vector<cell>;

/// Column -> text, as cell_from() reads it; no value: null. What tests and control routes write and read.
using fields = std::map<std::string, std::optional<std::string>, std::less<>>;

class table {
 public:
  using rows_by_key = std::map<std::string, row, std::less<>>;

  explicit table(const schema& of) : of_{&of} {}

  const schema& shape() const { return *of_; }
  const rows_by_key& rows() const { return rows_; }
  /// The collated key of a row.
  std::string key_of(const row& one) const;
  const row* find(std::string_view key) const;

  void put(row one);
  /// Fast when the rows come in the order of their keys.
  void append(row one);
  void erase(std::string_view key);

 private:
  const schema* of_;
  rows_by_key rows_;
};

/// Of all columns, null where there is none.
fields fields_of(const schema& of, const row& one);

}  // namespace acumage::simulator::acumatica
