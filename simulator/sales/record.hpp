// Reads and writes rows of wide database tables whose columns are known but mostly have no meaning here.
#pragma once

#include "simulator/http/exchange.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace simdjson::dom {
class element;
}  // namespace simdjson::dom

namespace acumage::simulator {

/// A part of an answer that is JSON already.
struct json_part {
  std::string text;
};
using column_value = std::variant<double, std::string, json_part>;

/// Values by column; a missing column is NULL.
using record = std::map<std::string, column_value, std::less<>>;

double number_in(const record& of, std::string_view column);     ///< 0: NULL, or no number
std::string text_in(const record& of, std::string_view column);  ///< empty: NULL, or no text
/// Removes the column from the record.
double take_number(record& from, std::string_view column);
std::string take_text(record& from, std::string_view column);
/// A text; NULL when it is empty.
void set_text(record& of, std::string_view column, std::string_view text);

enum class column_type : std::uint8_t { text, integer, number, nested };

/// The columns that an endpoint shows, in the order in which it shows them.
class record_columns {
 public:
  struct one {
    std::string name;
    column_type type = column_type::text;
    bool always = false;  ///< shown even if null
  };

  /// "entity_id:i increment_id:t grand_total:n! items:j", separated by blanks or line ends: i is an
  /// integer, t a text, n a number, j a nested value; with "!" it is shown even if null.
  explicit record_columns(std::string_view list);

  /// By its name in CamelCase, in any letter case; null: there is none.
  const one* find(std::string_view setter) const;
  const std::vector<one>& all() const { return all_; }

 private:
  std::vector<one> all_;
  std::map<std::string, std::size_t, std::less<>> by_setter_;
};

/// Reads an object of a request (REST.md 8.4): null counts as missing, a non-object has no members,
/// an unknown member or a wrong type refuses the call.
struct record_reader {
  const record_columns& columns;
  std::string_view inside = {};  ///< the member that holds the object; empty: the body's own
  /// Called with a nested member that is not null; false: the call is refused.
  std::function<bool(std::string_view name, const simdjson::dom::element& value)> nested = {};

  /// false: `refused` holds the answer.
  bool read(const simdjson::dom::element& from, record& to, answer& refused) const;
};

/// The record as a JSON object.
std::string to_json(const record& what, const record_columns& columns);

}  // namespace acumage::simulator
