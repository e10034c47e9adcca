// The five kinds of records that Acumatica reports and the node sends to Magento.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace acumage {

enum class entity : std::uint8_t { pricing, inventory, shipment, customer, order };

inline constexpr std::size_t entity_count = 5;
inline constexpr std::array<entity, entity_count> all_entities{
    entity::pricing, entity::inventory, entity::shipment, entity::customer, entity::order};

/// Position in tables that hold one place per entity.
constexpr std::size_t index_of(entity which) { return static_cast<std::size_t>(which); }

/// The name used in settings, API, journal and logs.
std::string_view to_string(entity which);

/// Inverse of to_string, exact spelling; empty for anything else.
std::optional<entity> entity_from(std::string_view name);

}  // namespace acumage
