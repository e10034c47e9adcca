#include "reconcile/report_rows.hpp"

#include "policy/reconciliation.hpp"

#include <array>
#include <charconv>
#include <fstream>
#include <ios>
#include <optional>
#include <streambuf>
#include <utility>

namespace acumage::reconcile {

namespace {

constexpr std::size_t columns = 6;  // key, class, erp, node, store, remedy
constexpr int ended = std::char_traits<char>::eof();

using row = std::array<std::string, columns>;

/// RFC 4180. Empty: the file ends, or the row is not whole.
std::optional<row> next_row(std::streambuf& from) {
  row made;
  std::size_t column = 0;
  bool quoted = false;
  for (int c = from.sbumpc(); c != ended; c = from.sbumpc()) {
    if (c == '"') {
      if (quoted && from.sgetc() == '"')
        made[column] += static_cast<char>(from.sbumpc());
      else
        quoted = !quoted;
    } else if (!quoted && c == ',') {
      if (++column == columns) return std::nullopt;
    } else if (!quoted && c == '\n') {
      if (column + 1 < columns) return std::nullopt;
      if (made[column].ends_with('\r')) made[column].pop_back();
      return made;
    } else {
      made[column] += static_cast<char>(c);
    }
  }
  return std::nullopt;
}

error no_cursor(const std::string& cursor) {
  return {
      errc::invalid, "parameter cursor = " + cursor + "; expected that of the previous page", {}};
}

}  // namespace

result<reconcile_page> report_rows(const std::string& file, const std::string& what,
                                   const std::string& cursor, std::size_t limit) {
  if (!what.empty() && !policy::sync_class_from(what))
    return error{
        errc::invalid, "parameter class = " + what + "; expected a class such as store_edited", {}};
  std::filebuf from;
  if (from.open(file, std::ios::in | std::ios::binary) == nullptr)
    return error{
        errc::not_found, file + ": the report is gone; expected it in the data folder", {}};
  std::int64_t offset = 0;
  const auto* const end = cursor.data() + cursor.size();
  const auto [stop, problem] = std::from_chars(cursor.data(), end, offset);
  if (!cursor.empty() && (problem != std::errc{} || stop != end || offset < 0))
    return no_cursor(cursor);
  if (cursor.empty())
    next_row(from);  // the names of the columns
  else if (from.pubseekpos(offset) == std::streampos{-1})
    return no_cursor(cursor);
  reconcile_page page;
  for (;;) {
    const std::int64_t here = from.pubseekoff(0, std::ios::cur);
    auto each = next_row(from);
    if (!each) return page;
    auto& [key, kind, erp, node, store, remedy] = *each;
    if (!policy::sync_class_from(kind)) return no_cursor(cursor);
    if (!what.empty() && kind != what) continue;
    if (page.items.size() == limit) {
      page.next = std::to_string(here);
      return page;
    }
    page.items.push_back({std::move(key), std::move(kind), std::move(erp), std::move(node),
                          std::move(store), std::move(remedy)});
  }
}

}  // namespace acumage::reconcile
