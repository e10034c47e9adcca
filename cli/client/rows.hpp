// Turns the rows of an exported file into changes of one entity and version.
#pragma once

#include "acumatica/file_rows.hpp"
#include "acumatica/json_tree.hpp"
#include "acumatica/row.hpp"
#include "cli/client/requests.hpp"
#include "messages/entity.hpp"

#include <cstdint>
#include <istream>
#include <memory>
#include <optional>
#include <string>

namespace acumage::client {

struct rows_meaning {
  acumatica::field_aliases aliases = {};
  acumage::entity entity = acumage::entity::pricing;
  std::uint64_t version = 0;  ///< of all rows: .NET ticks, as Acumatica's TimeStamp
  /// Its rows are not duplicates of the same file sent as news.
  bool baseline = false;
};

/// Reads CSV, OData or plain JSON, one row at a time. Each row gets an id from its line, so that
/// the same file sent again holds duplicates. Changes and notifications among JSON rows are taken
/// as they are. A mistake affects only its own row, unless the file has no form that is read.
class rows_reader final : public payload_source {
 public:
  /// `from` and `meaning` must outlive the reader.
  rows_reader(std::istream& from, const rows_meaning& meaning, payload_limits bounds);

  std::optional<payload_item> next() override;

 private:
  void take(const acumatica::file_row& row);
  bool header_fits();

  const rows_meaning& meaning_;
  std::unique_ptr<acumatica::file_rows> rows_;
  acumatica::json_tree tree_;
  request_collector requests_;
  bool header_seen_ = false;
  bool ended_ = false;
};

}  // namespace acumage::client
