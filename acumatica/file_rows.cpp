#include "acumatica/file_rows.hpp"

#include "acumatica/csv_rows.hpp"
#include "acumatica/json_rows.hpp"

#include <utility>

namespace acumage::acumatica {

std::unique_ptr<file_rows> read_file(std::istream& from) {
  file_bytes bytes{from};
  bytes.skip_mark();
  for (int c = bytes.peek(); c == ' ' || c == '\t' || c == '\r' || c == '\n'; c = bytes.peek())
    bytes.skip();
  const int first = bytes.peek();
  if (first == '[' || first == '{') return read_json_rows(std::move(bytes));
  return read_csv(std::move(bytes));
}

}  // namespace acumage::acumatica
