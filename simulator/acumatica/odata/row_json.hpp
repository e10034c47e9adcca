// A row of an inquiry as JSON, in the notation of the OData version and as faults distort it.
#pragma once

#include "simulator/acumatica/faults/fault.hpp"
#include "simulator/acumatica/odata/filter.hpp"
#include "simulator/acumatica/tables/table.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace acumage::simulator::acumatica {

class row_writer {
 public:
  /// `select`: places of the columns that are shown.
  row_writer(const schema& of, std::vector<std::size_t> select, dialect by, const time_zone& zone,
             const strikes& faults);

  void write(std::string& to, const row& one, bool is_first) const;

 private:
  void write_cell(std::string& to, std::size_t place, const cell& value, bool is_first) const;
  std::string time_text(moment at) const;

  const schema& of_;
  std::vector<std::size_t> select_;
  dialect by_;
  const time_zone& zone_;
  const strikes& faults_;
  bool decimals_as_text_;
  bool distorts_first_;
  std::size_t padded_to_ = 0;
  std::string blanks_;
  std::vector<bool> emptied_;
};

/// Is it a key that Acumatica keeps in segments of fixed length?
bool is_segmented(const column& of);

}  // namespace acumage::simulator::acumatica
