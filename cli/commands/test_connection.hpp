// `acumage test-connection`: the Test Connection button, for which no node need run.
#pragma once

#include "cli/arguments/command_line.hpp"
#include "cli/terminal/terminal.hpp"
#include "magento/connection_test/connection_test.hpp"

#include <string>

namespace acumage::commands {

/// 0: all is well; 1: something is wrong; 2: the settings name no store.
int perform(const arguments::test_connection_command& what, terminal::terminal& to);

/// `ok   name: detail`, or `FAIL name: detail` with the remedy on a line of its own.
std::string report_text(const magento::connection_report& report, bool colours);
/// As POST /connection/test answers.
std::string report_json(const magento::connection_report& report);

}  // namespace acumage::commands
