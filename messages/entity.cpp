#include "messages/entity.hpp"

namespace acumage {

namespace {
constexpr std::array<std::string_view, entity_count> names{"pricing", "inventory", "shipment",
                                                           "customer", "order"};
}

std::string_view to_string(entity which) { return names.at(index_of(which)); }

std::optional<entity> entity_from(std::string_view name) {
  for (const auto each : all_entities)
    if (names.at(index_of(each)) == name) return each;
  return std::nullopt;
}

}  // namespace acumage
