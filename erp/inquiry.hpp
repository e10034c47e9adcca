// A list that Acumatica can be asked for, and the part of it that is wanted.
#pragma once

#include "erp/time_text.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace acumage::erp {

struct inquiry {
  /// gi: a generic inquiry over OData; dac: a table over OData v4; entity: records of the REST API,
  /// by key only.
  enum source : std::uint8_t { gi, entity, dac };

  std::string name = {};              ///< "Acumage Quantity"
  std::vector<std::string> key = {};  ///< columns to order by; reading resumes at the first
  std::string modified = {};          ///< column with the time of the last change
  std::string filter = {};            ///< further OData condition: "ItemStatus eq 'Active'"
  source from = gi;
  /// All rows of one first key come in the same page, because they are one record.
  bool whole_keys = false;
};

/// [from, until) of the time of the last change; no end given: unbounded.
struct window {
  std::optional<ticks> from = {}, until = {};

  bool bounded() const { return from || until; }
};

}  // namespace acumage::erp
