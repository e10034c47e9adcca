// Which of the ERP's addresses a request means.
#pragma once

#include "simulator/acumatica/odata/filter.hpp"
#include "simulator/acumatica/options.hpp"
#include "simulator/http/exchange.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace acumage::simulator::acumatica {

struct route {
  enum class kind : std::uint8_t {
    unknown,
    endpoints,  ///< GET <inst>/entity
    login,
    logout,
    token,
    inquiry,   ///< the rows of a generic inquiry, or of a class
    services,  ///< the list of inquiries
    metadata,
    deleted,  ///< px.GetDeletedRecords() of a class
    entity,   ///< GET or PUT below the endpoint
  };
  kind to = kind::unknown;
  std::string name = {};               ///< of the inquiry, class or entity
  std::vector<std::string> keys = {};  ///< of an entity, decoded
  std::string tenant = {};             ///< that the path names
  dialect speaks = dialect::odata_v4;
  bool with_parameters = false;
  bool of_class = false;  ///< below …/dac: the name is that of a class
  std::string service =
      {};  ///< the path of its OData service, "/northwind/t/Northwind/api/odata/gi"

  /// What it is counted as: "gi Acumage Price", "entity StockItem", "login".
  std::string label() const;
  bool signs_in() const { return to == kind::login || to == kind::token; }
};

route route_of(const request& what, const options& setup);

/// Percent-decoding of a path, in which "+" is itself.
std::string path_decoded(std::string_view part);

}  // namespace acumage::simulator::acumatica
