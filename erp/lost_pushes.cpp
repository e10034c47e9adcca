#include "erp/lost_pushes.hpp"

#include "erp/calibration.hpp"
#include "erp/json_value.hpp"
#include "erp/reading.hpp"
#include "messages/key.hpp"

#include <charconv>

namespace acumage::erp {

namespace {

constexpr std::size_t page_size = 500;

std::string member_text(const json_value& row, std::string_view name) {
  const auto* const found = row.find(name);
  return found == nullptr ? std::string{} : found->text();
}

/// Whole, never through a double: a TimeStamp has 18 digits.
std::optional<ticks> ticks_from(std::string_view text) {
  text = trimmed(text);
  if (const auto point = text.find('.');
      point != text.npos && text.find_first_not_of('0', point + 1) == text.npos)
    text = text.substr(0, point);
  ticks value = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failed != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

std::optional<lost_push> read_lost_push(std::string_view row) {
  const auto json = read_json(row);
  if (!json) return std::nullopt;
  const auto at = ticks_from(member_text(*json, "TimeStamp"));
  lost_push made{member_text(*json, "HookId"), at.value_or(0), member_text(*json, "Source"),
                 member_text(*json, "ErrorMessage"), false};
  const auto truncated = member_text(*json, "Truncated");
  made.truncated = truncated == "true" || truncated == "True" || truncated == "1";
  if (!at || made.hook_id.empty()) return std::nullopt;
  return made;
}

expected<std::vector<lost_push>> read_lost_pushes(client& way, const std::string& name,
                                                  ticks since) {
  inquiry what{name, {"TimeStamp", "HookId"}, {}, {}, inquiry::gi};
  auto found = survey(way, what, false);
  if (!found) return found.problem();
  what.filter =
      "TimeStamp ge " + literal(json_string(std::to_string(since)).token,
                                found->about.type_of("TimeStamp"), way.settings().protocol);
  std::vector<lost_push> all;
  reading rows{way, what, {}, page_size, std::nullopt, std::move(*found)};
  for (bool last = false; !last;) {
    const auto page = rows.step();
    if (!page) return page.problem();
    for (const auto& row : page->rows)
      if (auto push = read_lost_push(row)) all.push_back(std::move(*push));
    last = page->last;
  }
  return all;
}

}  // namespace acumage::erp
