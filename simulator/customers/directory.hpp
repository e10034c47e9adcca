// The store's lists of countries and regions, and GET /V1/directory/countries/:id.
#pragma once

#include <cstdint>
#include <string_view>

namespace acumage::simulator {

/// ISO 3166-1 alpha-2 in capitals; the store accepts no other spelling.
bool is_country(std::string_view code);

struct region {
  std::int64_t id = 0;
  std::string_view country;
  std::string_view code;
  std::string_view name;
};

/// Of the United States and Germany, the two countries whose lists were recorded; none: nullptr.
const region* region_of(std::int64_t id);

}  // namespace acumage::simulator
