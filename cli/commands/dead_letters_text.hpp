// Dead letters as text for people.
#pragma once

#include "acumatica/json_tree.hpp"
#include "cli/terminal/terminal.hpp"

#include <string>

namespace acumage::commands {

/// The "items" of a page as a table.
std::string letter_table(const acumatica::json_node& items, const terminal::terminal& on);
/// {"count","by_class"}: the total, and one line per class.
std::string letter_counts(const acumatica::json_node& counted);
/// One dead letter in full.
std::string letter_text(const acumatica::json_node& letter, const terminal::terminal& on);
/// One line for each of the "unmoved" of an answer: the dead letters left as they were, and why.
std::string unmoved_text(const acumatica::json_node& answer);
/// 2026-08-14T10:02:11.042Z -> 2026-08-14 10:02:11, still in UTC.
std::string short_time(const std::string& rfc3339);

}  // namespace acumage::commands
