// What `acumage test-connection` prints: the Test Connection button, for which no node need run.
#pragma once

#include "magento/connection_test/connection_test.hpp"

#include <string>

namespace acumage::commands {

/// `ok   name: detail`, or `FAIL name: detail` with the remedy on a line of its own.
std::string report_text(const magento::connection_report& report, bool colours);
/// As POST /connection/test answers.
std::string report_json(const magento::connection_report& report);

}  // namespace acumage::commands
