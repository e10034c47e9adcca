#include "cli/terminal/table.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace acumage::terminal {

namespace {

std::string_view code_of(tone how) {
  switch (how) {
    case tone::plain: return {};
    case tone::strong: return "\x1b[1m";
    case tone::faint: return "\x1b[2m";
    case tone::good: return "\x1b[32m";
    case tone::bad: return "\x1b[31m";
  }
  return {};
}

std::string whole(double value) { return fixed_text(value, 0); }

void add_cell(text_line& line, const cell& what, const column& in, std::size_t width) {
  const auto text = cut_to(printable(what.text), in.most);
  const cell padding{std::string(width - columns_of(text), ' ')};
  if (in.side == align::right) line.push_back(padding);
  line.push_back({text, what.how});
  if (in.side == align::left) line.push_back(padding);
}

text_line line_of(const std::vector<column>& columns, const text_line& cells,
                  const std::vector<std::size_t>& widths, std::size_t gap) {
  text_line line;
  for (std::size_t i = 0; i < columns.size() && i < cells.size(); ++i) {
    if (i > 0) line.push_back({std::string(gap, ' ')});
    add_cell(line, cells[i], columns[i], widths[i]);
  }
  return line;
}

/// How many bytes the first `columns` characters take.
std::size_t bytes_of(std::string_view text, std::size_t columns) {
  std::size_t bytes = 0;
  for (; bytes < text.size(); ++bytes) {
    const bool begins = (static_cast<unsigned char>(text[bytes]) & 0xC0U) != 0x80U;
    if (begins && columns-- == 0) break;
  }
  return bytes;
}

}  // namespace

std::string toned(std::string_view text, tone how, bool colours) {
  const auto code = code_of(how);
  if (!colours || code.empty() || text.empty()) return std::string{text};
  return std::string{code} + std::string{text} + "\x1b[0m";
}

std::vector<std::size_t> column_widths(const std::vector<column>& columns,
                                       const std::vector<text_line>& rows) {
  std::vector<std::size_t> widths;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    auto width = std::max(columns_of(columns[i].title), columns[i].least);
    for (const auto& row : rows)
      if (i < row.size())
        width = std::max(width, std::min(columns_of(printable(row[i].text)), columns[i].most));
    widths.push_back(width);
  }
  return widths;
}

std::vector<text_line> table_lines(const std::vector<column>& columns,
                                   const std::vector<text_line>& rows, std::size_t gap) {
  const auto widths = column_widths(columns, rows);
  text_line titles;
  for (const auto& each : columns) titles.push_back({each.title, each.how});
  std::vector<text_line> lines{line_of(columns, titles, widths, gap)};
  for (const auto& row : rows) lines.push_back(line_of(columns, row, widths, gap));
  return lines;
}

std::string table_text(const std::vector<column>& columns, const std::vector<text_line>& rows,
                       bool colours) {
  std::string text;
  for (const auto& line : table_lines(columns, rows, 2)) {
    std::string shown;
    for (const auto& each : line) shown += toned(each.text, each.how, colours);
    while (shown.ends_with(' ')) shown.pop_back();
    text += shown + "\n";
  }
  return text;
}

text_line cut_line(text_line line, std::size_t columns) {
  const auto is_blank = [](const cell& each) {
    return each.text.find_first_not_of(' ') == std::string::npos;
  };
  while (!line.empty() && is_blank(line.back())) line.pop_back();
  std::size_t taken = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const auto width = columns_of(line[i].text);
    const bool last = i + 1 == line.size();
    if (taken + width < columns + (last ? 1 : 0)) {
      taken += width;
      continue;
    }
    // The added blank makes a text that exactly fills the rest too long, so that it ends in `…`.
    line[i].text = cut_to(line[i].text + " ", columns - taken);
    line.resize(i + 1);
  }
  return line;
}

std::vector<std::string> wrapped(std::string_view text, std::size_t columns, std::size_t most) {
  std::vector<std::string> lines;
  while (!text.empty() && columns > 0 && lines.size() < most) {
    if (columns_of(text) <= columns || lines.size() + 1 == most) {
      lines.push_back(cut_to(text, columns));
      break;
    }
    // As much as fits, up to the last blank in it or right after it; a longer word is split.
    const auto fits = bytes_of(text, columns);
    const auto blank = text.rfind(' ', fits);
    const auto end = blank == std::string_view::npos || blank == 0 ? fits : blank;
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(text[end] == ' ' ? end + 1 : end);
  }
  return lines;
}

std::string grouped(std::uint64_t count) {
  auto digits = std::to_string(count);
  for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, 1, ',');
  return digits;
}

std::string duration_text(double seconds) {
  if (seconds < 1) return whole(seconds * 1000) + " ms";
  if (seconds < 60) return fixed_text(seconds, 1) + " s";
  const auto total = static_cast<std::uint64_t>(seconds);
  const auto pair = [](std::uint64_t large, const char* of, std::uint64_t small, const char* rest) {
    return std::to_string(large) + " " + of + " " + std::to_string(small) + " " + rest;
  };
  if (total < 3600) return pair(total / 60, "m", total % 60, "s");
  if (total < 86'400) return pair(total / 3600, "h", total % 3600 / 60, "m");
  return pair(total / 86'400, "d", total % 86'400 / 3600, "h");
}

std::string latency_text(std::uint64_t microseconds) {
  if (microseconds < 1000) return std::to_string(microseconds) + " us";
  const auto value = static_cast<double>(microseconds);
  if (microseconds < 1'000'000) return fixed_text(value / 1e3, 1) + " ms";
  return fixed_text(value / 1e6, 2) + " s";
}

std::string bytes_text(std::uint64_t bytes) {
  constexpr std::array<const char*, 5> units{"B", "KB", "MB", "GB", "TB"};
  auto value = static_cast<double>(bytes);
  std::size_t unit = 0;
  while (value >= 1024 && unit + 1 < units.size()) {
    value /= 1024;
    ++unit;
  }
  return fixed_text(value, unit == 0 ? 0 : 1) + " " + units.at(unit);
}

std::string fixed_text(double value, int decimals) {
  std::array<char, 64> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                 std::chars_format::fixed, decimals);
  // A value with more than 60 digits does not occur in this program; its exponent form fits.
  if (end.ec != std::errc{}) return "?";
  return {buffer.data(), end.ptr};
}

std::string counted(std::uint64_t count, std::string_view what) {
  return grouped(count) + " " + std::string{what} + (count == 1 ? "" : "s");
}

}  // namespace acumage::terminal
