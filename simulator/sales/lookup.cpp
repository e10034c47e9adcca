#include "simulator/sales/lookup.hpp"

#include "simulator/column.hpp"

#include <charconv>
#include <utility>

namespace acumage::simulator {

std::optional<std::int64_t> path_id(const call& from, answer& refused) {
  const auto& text = from.parameters.front();
  std::int64_t id = 0;
  const auto end = text.data() + text.size();
  if (std::from_chars(text.data(), end, id).ptr != end) {
    refused = wrong_type("", text, "int");
    return std::nullopt;
  }
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
