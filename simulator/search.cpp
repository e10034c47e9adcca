#include "simulator/search.hpp"

#include "simulator/column.hpp"
#include "simulator/php_json.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

namespace acumage::simulator {
namespace {

std::vector<std::string_view> split(std::string_view list) {
  std::vector<std::string_view> parts;
  for (;;) {
    const auto comma = list.find(',');
    parts.push_back(list.substr(0, comma));
    if (comma == std::string_view::npos) return parts;
    list.remove_prefix(comma + 1);
  }
}

/// MySQL's number of a text: what it begins with, else 0.
double number_in(const std::string& text) { return std::strtod(text.c_str(), nullptr); }

/// SQL's LIKE: % is any text, _ any byte.
bool is_like(std::string_view text, std::string_view pattern) {
  std::size_t at = 0;
  std::size_t in_pattern = 0;
  auto star = std::string_view::npos;
  std::size_t resume = 0;
  while (at < text.size()) {
    if (in_pattern < pattern.size() && pattern[in_pattern] == '%') {
      star = in_pattern++;
      resume = at;
    } else if (in_pattern < pattern.size() &&
               (pattern[in_pattern] == '_' || pattern[in_pattern] == text[at])) {
      ++at;
      ++in_pattern;
    } else if (star != std::string_view::npos) {
      in_pattern = star + 1;
      at = ++resume;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('%', in_pattern) == std::string_view::npos;
}

std::optional<std::size_t> column_named(std::string_view name, const std::vector<column>& columns) {
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (columns[i].name == name) return i;
  return std::nullopt;
}

std::string written(const criteria& what) {
  std::string json = R"({"filter_groups":[)";
  for (const auto& group : what.groups) {
    if (json.back() == '}') json += ',';
    json += R"({"filters":[)";
    for (const auto& one : group) {
      if (json.back() == '}') json += ',';
      json += "{\"field\":" + php_string(one.field) + ",\"value\":" + php_string(one.value) +
              ",\"condition_type\":" + php_string(one.condition) + '}';
    }
    json += "]}";
  }
  json += ']';
  if (!what.orders.empty()) {
    json += R"(,"sort_orders":[)";
    for (const auto& one : what.orders) {
      if (json.back() == '}') json += ',';
      json += "{\"field\":" + php_string(one.field) +
              ",\"direction\":" + php_string(one.direction) + '}';
    }
    json += ']';
  }
  if (what.page_size) json += ",\"page_size\":" + std::to_string(*what.page_size);
  if (what.page) json += ",\"current_page\":" + std::to_string(*what.page);
  return json + '}';
}

}  // namespace

row_search::condition row_search::condition_from(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, condition>, 14> names{{
      {"eq", condition::equal},
      {"neq", condition::unequal},
      {"in", condition::one_of},
      {"nin", condition::none_of},
      {"like", condition::like},
      {"nlike", condition::unlike},
      {"gt", condition::above},
      {"lt", condition::below},
      {"gteq", condition::at_least},
      {"from", condition::at_least},
      {"lteq", condition::at_most},
      {"to", condition::at_most},
      {"null", condition::null},
      {"notnull", condition::not_null},
  }};
  for (const auto& [text, how] : names)
    if (text == name) return how;
  return condition::equal;
}

std::optional<row_search::bound_filter> row_search::bound(const criteria::filter& what,
                                                          const std::vector<column>& columns) {
  const auto index = column_named(what.field, columns);
  const auto how = condition_from(what.condition);
  if (!index) return std::nullopt;
  bound_filter made{.column = *index, .how = how, .text = collated(what.value)};
  made.number = number_in(what.value);
  if (how != condition::one_of && how != condition::none_of) return made;
  for (const auto part : split(what.value)) {
    made.texts.insert(collated(part));
    made.numbers.push_back(number_in(std::string{part}));
  }
  return made;
}

std::optional<row_search> row_search::bind(const criteria& what,
                                           const std::vector<column>& columns) {
  row_search made;
  for (const auto& group : what.groups) {
    auto& tests = made.groups_.emplace_back();
    for (const auto& one : group) {
      auto test = bound(one, columns);
      if (!test) return std::nullopt;
      tests.push_back(std::move(*test));
    }
  }
  for (const auto& one : what.orders) {
    const auto index = column_named(one.field, columns);
    if (!index) return std::nullopt;
    made.orders_.push_back({*index, collated(one.direction) == "DESC"});
  }
  return made;
}

bool row_search::bound_filter::holds(const cell& value) const {
  const bool is_null = std::holds_alternative<std::monostate>(value);
  if (how == condition::null) return is_null;
  if (how == condition::not_null || is_null) return !is_null;
  if (const auto* text_value = std::get_if<std::string_view>(&value))
    return holds_text(*text_value);
  return holds_number(std::get<double>(value));
}

bool row_search::bound_filter::holds_text(std::string_view value) const {
  switch (how) {
    case condition::equal: return value == text;
    case condition::unequal: return value != text;
    case condition::one_of: return texts.contains(std::string{value});
    case condition::none_of: return !texts.contains(std::string{value});
    case condition::like: return is_like(value, text);
    case condition::unlike: return !is_like(value, text);
    case condition::above: return value > text;
    case condition::below: return value < text;
    case condition::at_least: return value >= text;
    default: return value <= text;
  }
}

bool row_search::bound_filter::holds_number(double value) const {
  const auto listed = [&] {
    return std::find(numbers.begin(), numbers.end(), value) != numbers.end();
  };
  switch (how) {
    case condition::equal: return value == number;
    case condition::unequal: return value != number;
    case condition::one_of: return listed();
    case condition::none_of: return !listed();
    case condition::like: return is_like(php_number(value), text);
    case condition::unlike: return !is_like(php_number(value), text);
    case condition::above: return value > number;
    case condition::below: return value < number;
    case condition::at_least: return value >= number;
    default: return value <= number;
  }
}

const row_search::bound_filter* row_search::naming(std::size_t column) const {
  for (const auto& group : groups_) {
    if (group.size() != 1 || group.front().column != column) continue;
    const auto& test = group.front();
    if (test.how == condition::equal || test.how == condition::one_of) return &test;
  }
  return nullptr;
}

std::optional<std::vector<std::string>> row_search::only(std::size_t column) const {
  const auto* const test = naming(column);
  if (test == nullptr) return std::nullopt;
  if (test->how == condition::equal) return std::vector{test->text};
  return std::vector<std::string>(test->texts.begin(), test->texts.end());
}

std::optional<std::vector<double>> row_search::only_numbers(std::size_t column) const {
  const auto* const test = naming(column);
  if (test == nullptr) return std::nullopt;
  if (test->how == condition::equal) return std::vector{test->number};
  return test->numbers;
}

page_bounds page_of(const criteria& what, std::size_t total, past_the_end then) {
  // A negative size makes a page of one row (transcript row 328).
  const auto asked_size = what.page_size.value_or(0);
  const auto size = asked_size < 0 ? 1 : static_cast<std::size_t>(asked_size);
  if (size == 0 || total == 0) return {0, total};
  const std::size_t last = (total - 1) / size;
  const auto asked = static_cast<std::size_t>(std::max<std::int64_t>(what.page.value_or(1), 1)) - 1;
  if (asked > last && then == past_the_end::nothing) return {};
  const std::size_t first = std::min(asked, last) * size;
  return {first, first + std::min(size, total - first)};
}

std::string search_result(std::string_view items, const criteria& what, std::size_t total) {
  std::string json = "{\"items\":[";
  json += items;
  return json + "],\"search_criteria\":" + written(what) +
         ",\"total_count\":" + std::to_string(total) + '}';
}

}  // namespace acumage::simulator
