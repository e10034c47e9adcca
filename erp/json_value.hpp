// JSON as it was written: numbers keep their digits, members their order.
#pragma once

#include "erp/problem.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace acumage::erp {

struct json_member;

struct json_value {
  enum class form : std::uint8_t { scalar, object, array };

  form is = form::scalar;
  std::string token;  ///< of a scalar, as written
  std::vector<json_member> members;
  std::vector<json_value> items;

  /// The first member of this name; null if there is none.
  const json_value* find(std::string_view name) const;
  bool is_null() const { return is == form::scalar && token == "null"; }
  /// A string without its quotes, any other scalar as written; empty for null and the rest.
  std::string text() const;
  /// On one line.
  std::string written() const;
};

struct json_member {
  std::string name;  ///< unescaped
  json_value value;
};

json_value json_string(std::string_view text);

/// The text of a JSON string with its quotes; empty if it is none.
std::string json_text_of(std::string_view token);

/// The whole text is one JSON value; empty if not.
std::optional<json_value> read_json(std::string_view text);

/// Reads `{…,"value":[…],…}` or `[…]`: `on_row` gets one item after the other, `on_member` the
/// other members of the object. False when the text is no such JSON, or either returns false. The
/// items before the place of an error have been handed over by then.
bool read_rows(std::string_view text, const std::function<bool(json_value)>& on_row,
               const std::function<bool(const std::string&, const json_value&)>& on_member);

}  // namespace acumage::erp
