// The node's figures on one screen.
#pragma once

#include "cli/client/stats.hpp"
#include "cli/terminal/table.hpp"
#include "cli/terminal/terminal.hpp"

#include <string>
#include <vector>

namespace acumage::watch {

/// Node, lanes, journal, dead letters, actors, in this order: the most important first, because a
/// small screen shows only the beginning. On a narrow terminal the lanes take two tables.
std::string stats_text(const client::stats_figures& of, const terminal::terminal& on,
                       bool with_actors);

/// The node's worst state: what, what it means for the store, what happens next, what to do. Then the
/// other reasons for which it is degraded.
std::vector<terminal::cell> headline_lines(const client::stats_figures& of);

/// Only node and lanes.
std::string lanes_text(const client::stats_figures& of, const terminal::terminal& on);

// The parts of it. Each cell belongs to the column of the same position.
const std::vector<terminal::column>& lane_now_columns();  ///< LANE to NEXT TRY
const std::vector<terminal::column>&
lane_count_columns();                                  ///< TAKEN IN to LOOK-UPS, since the start
const std::vector<terminal::column>& actor_columns();  ///< ACTOR to LAST ERROR
terminal::text_line lane_now_cells(const client::lane_figures& lane);
terminal::text_line lane_count_cells(const client::lane_figures& lane);
terminal::text_line actor_cells(const client::actor_figures& actor);

/// Grey if it is 0.
terminal::cell count_cell(std::uint64_t count, terminal::tone how = terminal::tone::plain);

/// The journal in one line, and the dead letters by class in another.
std::string journal_line(const client::stats_figures& of);
std::string letters_line(const client::stats_figures& of);

/// "no price 5, unchanged 12".
std::string by_name(const std::map<std::string, std::uint64_t>& counts);

/// "half open, next try in 12.4 s: one request tries whether the store takes them again".
std::string circuit_words(const client::lane_figures& lane);

}  // namespace acumage::watch
