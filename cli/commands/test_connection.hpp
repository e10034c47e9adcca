// The output of `acumage test-connection`: the Test Connection button, without a running node.
#pragma once

#include "messages/connection_report.hpp"

#include <string>

namespace acumage::commands {

/// `ok   name: detail`, or `FAIL name: detail` followed by the remedy on its own line.
std::string report_text(const connection_report& report, bool colours);
/// In the form of the answer to POST /connection/test.
std::string report_json(const connection_report& report);

}  // namespace acumage::commands
