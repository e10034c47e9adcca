// The node's figures on one screen.
#pragma once

#include "cli/client/stats.hpp"
#include "cli/terminal/terminal.hpp"
#include "cli/terminal/table.hpp"

#include <string>
#include <vector>

namespace acumage::bin {

/// Node, lanes, journal, dead letters, actors, in this order: what matters most stands first, since a small
/// screen shows only the beginning. Where the terminal is narrow the lanes take two tables.
std::string stats_text(const stats_figures& of, const terminal& on);

/// Node and lanes alone.
std::string lanes_text(const stats_figures& of, const terminal& on);

// The parts of it. Cells stand under the titles of the same place.
const std::vector<column>& lane_now_columns();    ///< LANE to NEXT TRY
const std::vector<column>& lane_count_columns();  ///< TAKEN IN to LOOK-UPS, since the start
const std::vector<column>& actor_columns();       ///< ACTOR to LAST ERROR
text_line lane_now_cells(const lane_figures& lane);
text_line lane_count_cells(const lane_figures& lane);
text_line actor_cells(const actor_figures& actor);

/// Greyed when it is 0.
cell count_cell(std::uint64_t count, tone how = tone::plain);

/// The journal in one line, and the dead letters by class in another.
std::string journal_line(const stats_figures& of);
std::string letters_line(const stats_figures& of);

/// "no price 5, unchanged 12".
std::string by_name(const std::map<std::string, std::uint64_t>& counts);

/// "half open, next try in 12.4 s: one request tries whether the store takes them again".
std::string circuit_words(const lane_figures& lane);

}  // namespace acumage::bin
