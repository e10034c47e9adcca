#include "acumatica/pulled_row.hpp"
#include <utility>

namespace acumage::acumatica {

change pulled_row(entity which, std::string json, const field_aliases& aliases) {
  change made;
  made.entity = which;
  if (const auto columns = read_row(which, json, aliases)) made.key = key_of(which, *columns);
  made.inserted = std::move(json);
  return made;
}

}  // namespace acumage::acumatica
