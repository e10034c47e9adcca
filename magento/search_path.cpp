#include "magento/search_path.hpp"

#include "magento/reply.hpp"
#include "messages/percent_encoding.hpp"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <cstddef>
#include <utility>

namespace acumage::magento {

namespace {

constexpr std::size_t most_values = 100;
constexpr std::size_t most_alternatives = 9;    // beside the list: indexes 1 to 9
constexpr std::size_t most_value_bytes = 4500;  // encoded; the rest of a path needs some 1000
constexpr std::size_t alternative_bytes = 250;  // of the three parameters of a filter

bool needs_own_filter(const std::string& value) { return value.find(',') != std::string::npos; }

}  // namespace

search_path::search_path(std::string_view resource) : path_{resource} {}

search_path& search_path::parameter(std::string_view name, std::string_view value) {
  path_ += path_.find('?') == std::string::npos ? '?' : '&';
  path_ += percent_encoded(name);
  path_ += '=';
  path_ += percent_encoded(value);
  return *this;
}

search_path& search_path::group() {
  ++group_;
  filter_ = 0;
  assert(group_ < 10);
  return *this;
}

search_path& search_path::filter(std::string_view field, std::string_view condition,
                                 std::string_view value) {
  assert(group_ >= 0 && filter_ < 10);
  const auto place = "searchCriteria[filter_groups][" + std::to_string(group_) + "][filters][" +
                     std::to_string(filter_++) + "]";
  parameter(place + "[field]", field);
  parameter(place + "[value]", value);
  return parameter(place + "[condition_type]", condition);
}

search_path& search_path::page(std::size_t size, std::size_t number) {
  parameter("searchCriteria[pageSize]", std::to_string(size));
  if (number > 1) parameter("searchCriteria[currentPage]", std::to_string(number));
  return *this;
}

search_path& search_path::fields(std::string_view names) { return parameter("fields", names); }

request search_path::take() {
  request look_up;
  look_up.method = "GET";
  look_up.path = std::exchange(path_, {});
  look_up.only_reads = true;
  return look_up;
}

std::size_t page_limit(const answer& reply) {
  if (reply.how != carried::answered || reply.status != 400) return 0;
  const auto said = read_error(reply.body);
  if (said.message.find("SearchCriteria pageSize") == std::string::npos) return 0;
  const auto digits = !said.parameters.empty() ? said.parameters.front() : std::string{};
  std::size_t limit = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), limit);
  return limit;
}

std::size_t values_of_one_search(std::span<const std::string> values) {
  std::size_t bytes = 0;
  std::size_t alternatives = 0;
  std::size_t count = 0;
  for (const auto& value : values.first(std::min(values.size(), most_values))) {
    const auto own = needs_own_filter(value);
    bytes += percent_encoded(value).size() + (own ? alternative_bytes : 3);
    alternatives += own ? 1U : 0U;
    if (count > 0 && (bytes > most_value_bytes || alternatives > most_alternatives)) break;
    ++count;
  }
  return count;
}

void filter_by_values(search_path& path, std::string_view field,
                      std::span<const std::string> values) {
  std::string list;
  for (const auto& value : values)
    if (!needs_own_filter(value)) list += (list.empty() ? "" : ",") + value;
  path.group();
  if (!list.empty()) path.filter(field, "in", list);
  for (const auto& value : values)
    if (needs_own_filter(value)) path.filter(field, "eq", value);
}

std::size_t skus_of_one_search(std::span<const std::string> skus) {
  return values_of_one_search(skus);
}

void filter_by_skus(search_path& path, std::span<const std::string> skus) {
  filter_by_values(path, "sku", skus);
}

}  // namespace acumage::magento
