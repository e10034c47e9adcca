// Dead letters as people read them.
#pragma once

#include "acumatica/json_tree.hpp"
#include "cli/terminal/terminal.hpp"

#include <string>

namespace acumage::commands {

/// "items" of a page as a table.
std::string letter_table(const acumatica::json_node& items, const terminal::terminal& on);
/// {"count","by_class"}: the total, and a line per class.
std::string letter_counts(const acumatica::json_node& counted);
/// One letter whole.
std::string letter_text(const acumatica::json_node& letter, const terminal::terminal& on);
/// {"job","state","total","moved","superseded","failed"}: "5 letters: 4 put back, 1 superseded, 0 failed".
std::string job_text(const acumatica::json_node& job);
/// A line for each dead letter that the job has left where it was.
std::string unmoved_text(const acumatica::json_node& job);

/// 2026-08-14T10:02:11.042Z -> 2026-08-14 10:02:11, in UTC as it came.
std::string short_time(const std::string& rfc3339);

}  // namespace acumage::commands
