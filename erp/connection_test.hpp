// `acumage test-connection --erp`: what is wrong between the node and Acumatica, one line each, with
// the remedy.
#pragma once

#include "erp/client.hpp"
#include "erp/inquiry.hpp"
#include "messages/connection_report.hpp"

#include <string>
#include <utility>
#include <vector>

namespace acumage::erp {

struct connection_questions {
  /// With the name of each in the settings: "pricing".
  std::vector<std::pair<std::string, inquiry>> inquiries;
  std::string lost_pushes;  ///< the inquiry of failed pushes; empty: none
};

/// Changes nothing in the ERP, and signs out at the end. Stops at the first failed check that makes
/// the following ones pointless.
connection_report test_connection(client& way, const connection_questions& ask);

}  // namespace acumage::erp
