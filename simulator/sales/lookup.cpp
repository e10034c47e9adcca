#include "simulator/sales/lookup.hpp"

#include "simulator/column.hpp"

#include <charconv>
#include <cmath>
#include <utility>

namespace acumage::simulator {

std::optional<std::int64_t> path_id(const call& from, answer& refused) {
  const auto& text = from.parameters.front();
  double number = 0;  // 1.5 is a number to PHP, and 1 to the store (row 1105)
  const auto end = text.data() + text.size();
  if (std::from_chars(text.data(), end, number).ptr != end || text.empty() ||
      std::abs(number) >= 9e15) {
    refused = wrong_type("", text, "int");
    return std::nullopt;
  }
  const auto id = static_cast<std::int64_t>(number);
  if (id != 0) return id;
  refused = id_needed();
  return std::nullopt;
}

std::optional<bound_search> search_of(shop& of, const call& from,
                                      const std::vector<column>& columns, answer& refused) {
  auto asked = criteria_of(from.what.target, criteria_need::required, refused);
  if (!asked) return std::nullopt;
  auto how = row_search::bind(*asked, columns);
  if (!how) {
    refused = internal_error(of.reports++);
    return std::nullopt;
  }
  return bound_search{std::move(*asked), std::move(*how)};
}

cell text_cell(std::string_view text, std::string& scratch) {
  if (text.empty()) return {};
  scratch = collated(text);
  return std::string_view{scratch};
}

cell id_cell(std::int64_t id) { return id == 0 ? cell{} : cell{static_cast<double>(id)}; }

}  // namespace acumage::simulator
