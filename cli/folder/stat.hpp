// The content of a data folder, in figures.
#pragma once

#include "cli/arguments/choices.hpp"
#include "cli/terminal/terminal.hpp"
#include "storage/database.hpp"

#include <string>

namespace acumage::folder {

/// Scans all records.
std::string stat_text(const storage::database& of, arguments::output_form form,
                      const terminal::terminal& on);

}  // namespace acumage::folder
