// Rows of a file that somebody exported from Acumatica: CSV, an OData answer, or plain JSON.
#pragma once

#include <cstddef>
#include <cstdint>
#include <istream>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace acumage::acumatica {

/// A row as JSON: one object, if the file is sound. Cells of CSV are strings, so that they keep
/// their digits; an empty cell is null (unchanged), a quoted empty one the empty string.
struct file_row {
  std::string json;
  std::size_t line = 0;  ///< where it begins, from 1
};

/// What is wrong, at which column of the line if that is known, and what was expected.
struct file_mistake {
  std::size_t line = 0;
  std::string problem;
};

using file_item = std::variant<file_row, file_mistake>;

/// Reads one file as a stream: it never holds more than one row. One thread.
class file_rows {
 public:
  virtual ~file_rows() = default;

  /// In file order; empty at the end. A mistake of one row affects only that row. After a mistake
  /// of the form, which says so, nothing more is read.
  virtual std::optional<file_item> next() = 0;
  /// The names in the header of CSV; empty before the first next(), and for JSON.
  virtual const std::vector<std::string>& columns() const = 0;
  /// Bytes read so far.
  virtual std::uint64_t position() const = 0;
};

/// The longest row, in bytes. More is a missing quote or bracket.
inline constexpr std::size_t most_row_bytes = std::size_t{1} << 20;

/// By the first character: `[` or `{` begins JSON, anything else is CSV. The JSON is an array of
/// rows, the envelope of OData v4 {"value":[…]} or of v3 {"d":{"results":[…]}} or {"d":[…]}, or one
/// object after another. CSV is RFC 4180 with a header; `,`, `;` or tab separates, whichever occurs
/// most in the header. `from` must outlive the reader.
std::unique_ptr<file_rows> read_file(std::istream& from);

}  // namespace acumage::acumatica
