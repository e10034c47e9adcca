#include "bin/terminal_table.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace acumage::bin {

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

void add_cell(std::string& line, const cell& what, const column& in, std::size_t width,
              bool colours) {
  if (!line.empty()) line += "  ";
  const auto text = cut_to(printable(what.text), in.most);
  const std::string padding(width - columns_of(text), ' ');
  const auto shown = toned(text, what.how, colours);
  line += in.side == align::right ? padding + shown : shown + padding;
}

std::string line_of(const std::vector<column>& columns, const std::vector<cell>& cells,
                    const std::vector<std::size_t>& widths, bool colours) {
  std::string line;
  for (std::size_t i = 0; i < columns.size() && i < cells.size(); ++i)
    add_cell(line, cells[i], columns[i], widths[i], colours);
  while (line.ends_with(' ')) line.pop_back();
  return line + "\n";
}

}  // namespace

std::string toned(std::string_view text, tone how, bool colours) {
  const auto code = code_of(how);
  if (!colours || code.empty() || text.empty()) return std::string{text};
  return std::string{code} + std::string{text} + "\x1b[0m";
}

std::string table_text(const std::vector<column>& columns,
                       const std::vector<std::vector<cell>>& rows, bool colours) {
  std::vector<cell> titles;
  std::vector<std::size_t> widths;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    titles.push_back({columns[i].title, tone::faint});
    auto width = columns_of(columns[i].title);
    for (const auto& row : rows)
      if (i < row.size())
        width = std::max(width, std::min(columns_of(printable(row[i].text)), columns[i].most));
    widths.push_back(width);
  }
  std::string text = line_of(columns, titles, widths, colours);
  for (const auto& row : rows) text += line_of(columns, row, widths, colours);
  return text;
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
  // A value with more than 60 digits is no figure of this program; its exponent form fits.
  if (end.ec != std::errc{}) return "?";
  return {buffer.data(), end.ptr};
}

std::string counted(std::uint64_t count, std::string_view what) {
  return grouped(count) + " " + std::string{what} + (count == 1 ? "" : "s");
}

}  // namespace acumage::bin
