// The columns of an inquiry, from the $metadata of its OData service.
#pragma once

#include "erp/literal.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace acumage::erp {

struct columns {
  std::map<std::string, edm> types;  ///< by name
  std::vector<std::string> key;

  /// edm::unknown for a column that is not there.
  edm type_of(const std::string& column) const;
};

struct metadata {
  bool readable = false;  ///< it is an EDMX document
  /// The inquiry's; empty if the service has none of that name.
  std::optional<columns> found;
  std::vector<std::string> inquiries;  ///< the names of all
};

/// Names are compared without regard to case and to what is no letter or digit: OData allows fewer
/// characters in a name than Acumatica.
metadata read_metadata(std::string_view xml, std::string_view inquiry);

}  // namespace acumage::erp
