// Reads the JSON of the node's answers, member by member.
#pragma once

#include "acumatica/json_tree.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace acumage::client {

/// Nodes are valid until the next read.
class json_document {
 public:
  /// The root object; null if the text is not a JSON object.
  const acumatica::json_node* read(std::string_view text);

 private:
  acumatica::json_tree tree_;
};

/// Null if there is no such member, or the value is not an object.
const acumatica::json_node* member(const acumatica::json_node& of, std::string_view name);

/// Null also if the value of the member is not an object.
const acumatica::json_node* object_in(const acumatica::json_node& of, std::string_view name);

// The value of a member. A member that is absent, null or of another kind reads as empty, 0 or
// false.
std::string text_of(const acumatica::json_node& of, std::string_view name);
std::uint64_t count_of(const acumatica::json_node& of, std::string_view name);
double figure_of(const acumatica::json_node& of, std::string_view name);
bool flag_of(const acumatica::json_node& of, std::string_view name);
/// Empty if it is absent or null.
std::optional<double> maybe_figure_of(const acumatica::json_node& of, std::string_view name);

}  // namespace acumage::client
