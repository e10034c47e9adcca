#include "cli/client/json.hpp"

#include <charconv>

namespace acumage::client {

using acumatica::json_kind;
using acumatica::json_node;

const json_node* json_document::read(std::string_view text) {
  const auto root = tree_.read(text);
  return root && (*root)->kind == json_kind::object ? *root : nullptr;
}

const json_node* member(const json_node& of, std::string_view name) {
  if (of.kind != json_kind::object) return nullptr;
  for (const auto& each : acumatica::json_children{of})
    if (each.name == name) return &each;
  return nullptr;
}

const json_node* object_in(const json_node& of, std::string_view name) {
  const auto* const found = member(of, name);
  return found != nullptr && found->kind == json_kind::object ? found : nullptr;
}

std::string text_of(const json_node& of, std::string_view name) {
  const auto* const found = member(of, name);
  return found != nullptr && found->kind == json_kind::string ? std::string{found->text}
                                                              : std::string{};
}

std::uint64_t count_of(const json_node& of, std::string_view name) {
  const auto* const found = member(of, name);
  if (found == nullptr || found->kind != json_kind::number) return 0;
  std::uint64_t value = 0;
  std::from_chars(found->raw.data(), found->raw.data() + found->raw.size(), value);
  return value;
}

std::optional<double> maybe_figure_of(const json_node& of, std::string_view name) {
  const auto* const found = member(of, name);
  if (found == nullptr || found->kind != json_kind::number) return std::nullopt;
  double value = 0;
  std::from_chars(found->raw.data(), found->raw.data() + found->raw.size(), value);
  return value;
}

double figure_of(const json_node& of, std::string_view name) {
  return maybe_figure_of(of, name).value_or(0);
}

bool flag_of(const json_node& of, std::string_view name) {
  const auto* const found = member(of, name);
  return found != nullptr && found->kind == json_kind::boolean && found->raw == "true";
}

}  // namespace acumage::client
