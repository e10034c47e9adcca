#include "messages/outcome.hpp"

#include <array>

namespace acumage {

namespace {

constexpr std::array<std::string_view, 8> class_names{
    "data", "unknown_record", "conflict", "unmapped", "unrouted", "exhausted", "poison", "bug"};
constexpr std::array<std::string_view, 4> end_names{"delivered", "superseded", "filtered",
                                                    "dead_lettered"};

template <class Enum, std::size_t N>
std::optional<Enum> named(const std::array<std::string_view, N>& names, std::string_view name) {
  for (std::size_t i = 0; i < N; ++i)
    if (names[i] == name) return static_cast<Enum>(i);
  return std::nullopt;
}

}  // namespace

std::string_view to_string(letter_class which) {
  return class_names.at(static_cast<std::size_t>(which));
}
std::optional<letter_class> letter_class_from(std::string_view name) {
  return named<letter_class>(class_names, name);
}
std::string_view to_string(end_kind which) { return end_names.at(static_cast<std::size_t>(which)); }
std::optional<end_kind> end_kind_from(std::string_view name) {
  return named<end_kind>(end_names, name);
}

}  // namespace acumage
