// What must be known of an inquiry before it is read: its columns, how it writes times, and whether
// it can be resumed.
#pragma once

#include "erp/client.hpp"
#include "erp/inquiry.hpp"
#include "erp/literal.hpp"
#include "erp/metadata.hpp"
#include "erp/problem.hpp"

namespace acumage::erp {

struct facts {
  columns about = {};
  time_form time = {};
};

/// Reads $metadata. trouble::configuration if there is no such inquiry, or it lacks a column of
/// `what.key` or `what.modified`. The metadata of tables is too large to be read: for a dac the
/// columns are unknown.
expected<columns> read_columns(client& way, const inquiry& what);

/// Finds the notation of times by asking for a known row: first by its time with Z, then with the
/// offset of acumatica.time_zone. trouble::configuration if neither brings the row, trouble::absent
/// if there is no row at all. Asks for two seconds instead of one moment, for some columns show
/// rounded times.
expected<time_form> calibrate(client& way, const inquiry& what, const columns& about);

/// Asks for the rows from a known key on: the row of this key must come first.
/// trouble::configuration if not: the inquiry cannot be resumed.
expected<nothing> probe_resume(client& way, const inquiry& what, const columns& about);

/// Whether the inquiry has a row at all, whatever its time: an empty answer may also mean that its
/// filter does not work.
expected<bool> has_rows(client& way, const inquiry& what);

/// The columns and, for a bounded reading, the notation of times.
expected<facts> survey(client& way, const inquiry& what, bool bounded);

}  // namespace acumage::erp
