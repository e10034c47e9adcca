// The node's figures on one screen.
#pragma once

#include "cli/client/stats.hpp"
#include "cli/terminal/table.hpp"
#include "cli/terminal/terminal.hpp"

#include <string>
#include <vector>

namespace acumage::watch {

/// Node, lanes, journal, dead letters, actors, in this order: what matters most stands first, since a small
/// screen shows only the beginning. Where the terminal is narrow the lanes take two tables.
std::string stats_text(const client::stats_figures& of, const terminal::terminal& on);

/// Node and lanes alone.
std::string lanes_text(const client::stats_figures& of, const terminal::terminal& on);

// The parts of it. Cells stand under the titles of the same place.
const std::vector<terminal::column>& lane_now_columns();  ///< LANE to NEXT TRY
const std::vector<terminal::column>&
lane_count_columns();                                  ///< TAKEN IN to LOOK-UPS, since the start
const std::vector<terminal::column>& actor_columns();  ///< ACTOR to LAST ERROR
terminal::text_line lane_now_cells(const client::lane_figures& lane);
terminal::text_line lane_count_cells(const client::lane_figures& lane);
terminal::text_line actor_cells(const client::actor_figures& actor);

/// Greyed when it is 0.
terminal::cell count_cell(std::uint64_t count, terminal::tone how = terminal::tone::plain);

/// The journal in one line, and the dead letters by class in another.
std::string journal_line(const client::stats_figures& of);
std::string letters_line(const client::stats_figures& of);

/// "no price 5, unchanged 12".
std::string by_name(const std::map<std::string, std::uint64_t>& counts);

/// "half open, next try in 12.4 s: one request tries whether the store takes them again".
std::string circuit_words(const client::lane_figures& lane);

}  // namespace acumage::watch
