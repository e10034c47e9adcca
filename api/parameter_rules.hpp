// How parameters are read: a table of rules for each kind of request, applied by one function.
#pragma once

#include "api/http/message.hpp"
#include "api/rfc3339.hpp"
#include "messages/entity.hpp"
#include "messages/result.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace acumage::api {

inline constexpr std::string_view entity_names = "pricing, inventory, shipment, customer or order";

/// The expected value, for the text after "expected"; empty when the value was accepted.
using complaint = std::string;

template <class T>
complaint take_number(std::string_view text, T least, T most, T& to) {
  T value{};
  const auto* const end = text.data() + text.size();
  const auto [stop, problem] = std::from_chars(text.data(), end, value);
  if (problem != std::errc{} || stop != end || value < least || value > most)
    return std::to_string(least) + " to " + std::to_string(most);
  to = value;
  return {};
}

template <class T>
complaint take_word(std::optional<T> read, std::string_view expected, std::optional<T>& to) {
  if (!read) return complaint{expected};
  to = read;
  return {};
}

complaint take_switch(std::string_view text, bool& to);
complaint take_time(std::string_view text, std::optional<std::int64_t>& to);

/// Keys as they were given, each once, whatever its spelling.
struct named_keys {
  std::vector<std::string> list;
  std::set<std::string> folded;

  complaint take(std::string_view text);
};

/// Reads one parameter into a request.
template <class Request>
struct rule {
  std::string_view name;
  complaint (*take)(std::string_view, Request&);
  bool repeats = false;  ///< may be given several times
};

error unknown_name(std::string_view name, const std::string& known);
error wrong_value(std::string_view name, std::string_view value, std::string_view expected);

/// A way to select, and whether it was used.
struct selection {
  std::string_view name;
  bool given = false;
};
/// errc::invalid unless an entity and exactly one selection are given (SPEC 2.11).
status one_selection(const std::optional<entity>& which, std::string_view entities,
                     std::initializer_list<selection> offered);

template <class Request>
std::string names_of(std::span<const rule<Request>> rules) {
  std::string names;
  for (const auto& each : rules) names += (names.empty() ? "" : ", ") + std::string{each.name};
  return names;
}

/// `filters` select the records, and must have a value when given; `beside` is everything else.
template <class Request>
status read_all(const name_values& given, std::span<const rule<Request>> filters,
                std::span<const rule<Request>> beside, Request& to) {
  std::vector<rule<Request>> rules{filters.begin(), filters.end()};
  rules.insert(rules.end(), beside.begin(), beside.end());
  std::set<std::string_view> seen;
  for (const auto& [name, value] : given) {
    const auto found =
        std::find_if(rules.begin(), rules.end(),
                     [&, &wanted = name](const auto& each) { return each.name == wanted; });
    if (found == rules.end()) return unknown_name(name, names_of<Request>(rules));
    if (!found->repeats && !seen.insert(found->name).second)
      return error{errc::invalid, "parameter " + name + ": given twice; expected once", {}};
    const bool filters_by = found - rules.begin() < static_cast<std::ptrdiff_t>(filters.size());
    if (filters_by && value.empty())
      return error{errc::invalid, "parameter " + name + ": empty; expected a value", {}};
    if (const auto expected = found->take(value, to); !expected.empty())
      return wrong_value(name, value, expected);
  }
  return done();
}

}  // namespace acumage::api
