// Figures in columns that are as wide as their content.
#pragma once

#include "cli/terminal/terminal.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace acumage::terminal {

enum class tone : std::uint8_t { plain, strong, faint, good, bad };

/// The text between the escape codes of its tone; unchanged without colours or in the plain tone.
std::string toned(std::string_view text, tone how, bool colours);

struct cell {
  std::string text;
  tone how = tone::plain;
};

enum class align : std::uint8_t { left, right };

struct column {
  std::string title;
  align side = align::left;
  std::size_t most = 60;   ///< wider texts are cut
  std::size_t least = 0;   ///< the minimum width, in columns
  tone how = tone::faint;  ///< of the title
};

/// Texts next to one another, separated by blanks.
using text_line = std::vector<cell>;

/// The titles, then one line per row, with `gap` blanks between columns. Rows may be shorter than
/// the titles. Texts are made printable.
std::vector<text_line> table_lines(const std::vector<column>& columns,
                                   const std::vector<text_line>& rows, std::size_t gap);

/// The width of each column in such a table.
std::vector<std::size_t> column_widths(const std::vector<column>& columns,
                                       const std::vector<text_line>& rows);

/// The same as text, with two spaces between columns and none at the end of a line.
std::string table_text(const std::vector<column>& columns, const std::vector<text_line>& rows,
                       bool colours);

/// The line cut to that many columns; if something is missing, the last column is a `…`.
text_line cut_line(text_line line, std::size_t columns);

/// The text in lines of at most that many columns, split at blanks where possible. What does not
/// fit into `most` lines is cut off with a `…`.
std::vector<std::string> wrapped(std::string_view text, std::size_t columns, std::size_t most);

/// 1234567 -> "1,234,567".
std::string grouped(std::uint64_t count);
/// "850 ms", "12.5 s", "3 m 12 s", "2 h 5 m", "4 d 7 h".
std::string duration_text(double seconds);
/// "87 us", "1.2 ms", "2.50 s".
std::string latency_text(std::uint64_t microseconds);
/// "0 B", "12.3 KB", "1.2 GB"; 1 KB = 1024 B.
std::string bytes_text(std::uint64_t bytes);
/// With a fixed number of decimals: (2.345, 1) -> "2.3".
std::string fixed_text(double value, int decimals);
/// (1, "row") -> "1 row", (2, "row") -> "2 rows".
std::string counted(std::uint64_t count, std::string_view what);

}  // namespace acumage::terminal
