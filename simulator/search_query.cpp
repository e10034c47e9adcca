// Reads searchCriteria out of a query, whose names are PHP's nested arrays:
// searchCriteria[filter_groups][0][filters][0][field]=sku
#include "simulator/body.hpp"
#include "simulator/errors.hpp"
#include "simulator/http/url.hpp"
#include "simulator/search.hpp"

#include <charconv>
#include <utility>

namespace acumage::simulator {
namespace {

/// A PHP array: its elements in the order in which their keys were first named.
template <class Value>
using keyed = std::vector<std::pair<std::string, Value>>;

template <class Value>
Value& slot(keyed<Value>& in, const std::string& key) {
  for (auto& [name, value] : in)
    if (name == key) return value;
  return in.emplace_back(key, Value{}).second;
}

struct draft {
  keyed<keyed<criteria::filter>> groups;
  keyed<criteria::order> orders;
  std::optional<std::int64_t> page_size;
  std::optional<std::int64_t> page;
};

/// The keys behind the first: a[b][c] -> b, c.
std::vector<std::string> keys_of(const std::string& name) {
  std::vector<std::string> keys;
  for (auto open = name.find('['); open != std::string::npos; open = name.find('[', open)) {
    const auto close = name.find(']', open);
    if (close == std::string::npos) break;
    keys.push_back(name.substr(open + 1, close - open - 1));
    open = close;
  }
  return keys;
}

bool unsupported(const std::string& key, answer& refused) {
  refused = field_not_supported(camel_case(key));
  return false;
}

bool read_number(const std::string& field, const std::string& text, std::optional<std::int64_t>& to,
                 answer& refused) {
  std::int64_t number = 0;
  const auto end = text.data() + text.size();
  if (std::from_chars(text.data(), end, number).ptr != end || text.empty()) {
    refused = wrong_type(field, text, "int");
    return false;
  }
  to = number;
  return true;
}

bool read_filter(const std::vector<std::string>& keys, const std::string& value, draft& to,
                 answer& refused) {
  if (keys.size() < 5) return true;  // not a filter yet
  if (!same_setter(camel_case(keys[2]), "Filters")) return unsupported(keys[2], refused);
  auto& filter = slot(slot(to.groups, keys[1]), keys[3]);
  const auto name = camel_case(keys[4]);
  if (same_setter(name, "Field")) {
    filter.field = value;
  } else if (same_setter(name, "Value")) {
    filter.value = value;
  } else if (same_setter(name, "ConditionType")) {
    filter.condition = value;
  } else {
    return unsupported(keys[4], refused);
  }
  return true;
}

bool is_direction(const std::string& value) {
  return same_setter(value, "ASC") || same_setter(value, "DESC");
}

/// Transcript row 332.
answer no_such_direction() {
  answer made = refusal(400,
                        "The sort order has to be specified as %1 for ascending order or %2 for "
                        "descending order.");
  made.body.pop_back();
  made.body += R"(,"parameters":["ASC","DESC"]})";
  return made;
}

bool read_order(const std::vector<std::string>& keys, const std::string& value, draft& to,
                answer& refused) {
  if (keys.size() < 3) return true;
  auto& order = slot(to.orders, keys[1]);
  const auto name = camel_case(keys[2]);
  if (same_setter(name, "Field")) {
    order.field = value;
  } else if (same_setter(name, "Direction")) {
    if (!is_direction(value)) {
      refused = no_such_direction();
      return false;
    }
    order.direction = value;
  } else {
    return unsupported(keys[2], refused);
  }
  return true;
}

bool read_criterion(const std::vector<std::string>& keys, const std::string& value, draft& to,
                    answer& refused) {
  if (keys.empty()) return true;  // "searchCriteria=": everything
  const auto name = camel_case(keys[0]);
  if (same_setter(name, "FilterGroups")) return read_filter(keys, value, to, refused);
  if (same_setter(name, "SortOrders")) return read_order(keys, value, to, refused);
  if (same_setter(name, "PageSize")) return read_number("pageSize", value, to.page_size, refused);
  if (same_setter(name, "CurrentPage")) return read_number("currentPage", value, to.page, refused);
  return unsupported(keys[0], refused);
}

criteria finished(draft from) {
  criteria made{.page_size = from.page_size, .page = from.page};
  for (auto& [key, filters] : from.groups) {
    auto& group = made.groups.emplace_back();
    for (auto& [index, filter] : filters) group.push_back(std::move(filter));
  }
  for (auto& [key, order] : from.orders) made.orders.push_back(std::move(order));
  return made;
}

}  // namespace

std::optional<answer> refuse_page(const request& what, std::size_t most) {
  if (most == 0 || what.method != "GET") return std::nullopt;
  for (const auto& [name, value] : query_parameters(what.target)) {
    std::size_t size = 0;
    std::from_chars(value.data(), value.data() + value.size(), size);
    if ((name.ends_with("[pageSize]") || name.ends_with("[page_size]")) && size > most)
      return page_too_large(most);
  }
  return std::nullopt;
}

std::optional<criteria> criteria_of(std::string_view target, criteria_need need, answer& refused) {
  draft read;
  bool found = false;
  for (const auto& [name, value] : query_parameters(target)) {
    const auto base = name.substr(0, name.find('['));
    if (base != "searchCriteria" && base != "search_criteria") continue;
    found = true;
    if (!read_criterion(keys_of(name), value, read, refused)) return std::nullopt;
  }
  if (!found && need == criteria_need::required) {
    refused = parameter_required("searchCriteria");
    return std::nullopt;
  }
  return finished(std::move(read));
}

}  // namespace acumage::simulator
