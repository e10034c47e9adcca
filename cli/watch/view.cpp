#include "cli/watch/view.hpp"

#include "cli/watch/help.hpp"
#include "cli/watch/stats_text.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace acumage::watch {

namespace {

using lines = std::vector<screen_line>;

constexpr std::size_t roomy_width = 100;  // from this width on, two blanks separate the columns
constexpr std::size_t roomy_height = 34;  // from this height on, long texts take several lines
constexpr std::size_t most_said = 4;      // lines

void add(lines& to, const std::string& text, terminal::tone how = terminal::tone::plain) {
  to.push_back({{{terminal::printable(text), how}}, false});
}

void append(lines& to, lines more) { std::move(more.begin(), more.end(), std::back_inserter(to)); }

std::string whole_seconds(std::chrono::steady_clock::duration span) {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(span).count();
  return seconds < 60 ? std::to_string(seconds) + " s"
                      : terminal::duration_text(static_cast<double>(seconds));
}

std::string interval_text(std::chrono::milliseconds interval) {
  const auto ms = interval.count();
  if (ms < 60'000 && ms % 1000 == 0) return std::to_string(ms / 1000) + " s";
  return terminal::duration_text(static_cast<double>(ms) / 1000);
}

/// One text at each end of a line; the right one is dropped if both do not fit.
terminal::text_line spread(terminal::text_line left, const terminal::cell& right,
                           std::size_t width) {
  std::size_t taken = terminal::columns_of(right.text);
  for (const auto& each : left) taken += terminal::columns_of(each.text);
  if (taken + 2 > width) return left;
  left.push_back({std::string(width - taken, ' ')});
  left.push_back(right);
  return left;
}

screen_line header(const watch_scene& of, screen_size on) {
  const auto& node = of.node.last.figures;
  const bool is_well = !of.node.silent && node.degraded.empty() && node.state == "running";
  const bool is_degraded = node.state == "running" && !node.degraded.empty();
  std::string state = is_degraded ? "degraded" : terminal::printable(node.state);
  if (of.node.silent) state = "no answer";
  terminal::text_line left{
      {terminal::printable(node.name + " " + node.version), terminal::tone::strong},
      {"  "},
      {state, is_well ? terminal::tone::good : terminal::tone::bad},
      {of.node.silent ? "  " : "  up " + terminal::duration_text(node.uptime_s) + "  "},
      {terminal::printable(of.address), terminal::tone::faint}};
  const auto age = whole_seconds(of.now - of.node.last.at) + " ago";
  terminal::cell right{"every " + interval_text(of.state.interval) + ", " + age};
  if (of.state.frozen) right = {"frozen " + age, terminal::tone::bad};
  return {spread(std::move(left), right, on.width), false};
}

/// Problems of the whole node.
void add_troubles(lines& to, const watch_scene& of, screen_size on) {
  if (of.node.silent) {
    const auto words = "no answer for " + whole_seconds(of.now - of.node.last.at) + ": " +
                       terminal::printable(*of.node.silent) +
                       "; these figures are out of date, still asking";
    for (const auto& each : terminal::wrapped(words, on.width, 3))
      add(to, each, terminal::tone::bad);
    return;
  }
  if (of.node.last.figures.degraded.empty()) return;
  const auto told = headline_lines(of.node.last.figures);
  const std::size_t most = on.height < roomy_height ? 2 : 8;
  for (std::size_t i = 0; i < told.size(); ++i) {
    if (i + 1 == most && told.size() > most) {
      add(to, "and " + terminal::counted(told.size() - i, "line") + " more, see `acumage stats`",
          terminal::tone::bad);
      return;
    }
    add(to, told[i].text, told[i].how);
  }
}

/// The lines of a table with only what fits; the title of the sort column is marked.
std::vector<terminal::text_line> fitted(const watch_rows& table, row_order order,
                                        const std::vector<std::size_t>& shown, std::size_t gap) {
  std::vector<terminal::column> columns;
  for (const auto each : shown) {
    columns.push_back(table.columns[each]);
    if (each != order.by || (each == 0 && !order.reversed)) continue;
    columns.back().title += order.reversed ? "▲" : "▼";
    columns.back().how = terminal::tone::strong;
  }
  std::vector<terminal::text_line> rows;
  for (const auto& row : table.rows) {
    terminal::text_line cells;
    for (const auto each : shown) cells.push_back(row.cells[each]);
    rows.push_back(std::move(cells));
  }
  return terminal::table_lines(columns, rows, gap);
}

std::size_t gap_of(screen_size on) { return on.width < roomy_width ? 1 : 2; }

/// `>` before the selected row; reversed completely in the table that the keys move in.
lines with_cursor(std::vector<terminal::text_line> table, std::size_t selected, bool is_active) {
  lines made;
  for (std::size_t i = 0; i < table.size(); ++i) {
    const bool is_it = i == selected + 1;  // the first line has the titles
    table[i].insert(table[i].begin(), {is_it ? "> " : "  "});
    made.push_back({std::move(table[i]), is_it && is_active});
  }
  return made;
}

std::string lower(std::string text) {
  for (auto& each : text)
    if (each >= 'A' && each <= 'Z') each = static_cast<char>(each - 'A' + 'a');
  return text;
}

/// "parked 4, mode batched": the row's figures in columns that do not fit, unless they are empty.
std::string unshown_text(const watch_rows& table, const watch_row& row,
                         const std::vector<std::size_t>& shown) {
  std::string text;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const auto& figure = row.cells[i].text;
    const bool says_nothing = figure == "0" || figure == "-";
    if (says_nothing || std::find(shown.begin(), shown.end(), i) != shown.end()) continue;
    text += (text.empty() ? "" : ", ") + lower(table.columns[i].title) + " " + figure;
  }
  return text;
}

/// Details of the selected lane: columns that do not fit, the meaning of its circuit, its last
/// error.
void add_lane_notes(lines& to, const watch_scene& of, const watch_rows& table,
                    const std::vector<std::size_t>& shown, screen_size on) {
  const auto* const lane = selected_lane(of.state, of.node);
  if (lane == nullptr) return;
  const bool closed = lane->circuit == "closed";
  terminal::text_line circuit{{"  " + terminal::printable(lane->name), terminal::tone::strong},
                              {"  circuit "}};
  circuit.push_back({terminal::printable(circuit_words(*lane)),
                     closed ? terminal::tone::plain : terminal::tone::bad});
  to.push_back({std::move(circuit), false});
  auto rest = unshown_text(table, table.rows[place_of(table, lane->name)], shown);
  if (!lane->filtered_by.empty())
    rest += (rest.empty() ? "filtered: " : "; filtered: ") + by_name(lane->filtered_by);
  const bool roomy = on.height >= roomy_height;
  const auto width = on.width - std::min<std::size_t>(on.width, 2);
  if (!rest.empty())
    for (const auto& each : terminal::wrapped(terminal::printable(rest), width, roomy ? 3 : 2))
      add(to, "  " + each);
  if (lane->last_error.empty()) return;
  const auto problem = "last error: " + terminal::printable(lane->last_error);
  for (const auto& each : terminal::wrapped(problem, width, roomy ? 3 : 1))
    add(to, "  " + each, closed ? terminal::tone::plain : terminal::tone::bad);
}

void add_lanes(lines& to, const watch_scene& of, screen_size on) {
  const auto& place = of.state.lanes;
  const auto table = lane_rows(of.node, place.order);
  const auto gap = gap_of(on);
  const auto shown =
      fitting_columns(table, on.width - std::min<std::size_t>(on.width, 2), gap, place.order.by);
  append(to, with_cursor(fitted(table, place.order, shown, gap), place_of(table, place.selected),
                         of.state.in == watch_table::lanes));
  add_lane_notes(to, of, table, shown, on);
}

void add_actors(lines& to, const watch_scene& of, screen_size on, std::size_t room) {
  if (room < 2) return;
  const auto& place = of.state.actors;
  auto table = actor_rows(of.node, place.order);
  const auto gap = gap_of(on);
  const auto shown =
      fitting_columns(table, on.width - std::min<std::size_t>(on.width, 2), gap, place.order.by);
  const auto selected = place_of(table, place.selected);
  const auto rows = table.rows.size();
  const auto fits = room - 1;
  // The selected row stays in the middle as long as there are rows on both sides of it.
  const auto before = selected - std::min(selected, fits / 2);
  const auto first = rows > fits ? std::min(before, rows - fits) : 0;
  if (rows > fits)
    table.columns.front().title += " " + std::to_string(first + 1) + " to " +
                                   std::to_string(first + fits) + " of " + std::to_string(rows);
  auto drawn = with_cursor(fitted(table, place.order, shown, gap), selected,
                           of.state.in == watch_table::actors);
  for (std::size_t i = 0; i < drawn.size(); ++i)
    if (i == 0 || (i > first && i <= first + fits)) to.push_back(std::move(drawn[i]));
}

/// The question, the last message, or the selected actor's error, which seldom fits into its row.
lines said_lines(const watch_scene& of, screen_size on) {
  watch_message says = of.state.says.value_or(watch_message{});
  if (of.state.asks) says = {question_of(*of.state.asks), terminal::tone::strong};
  if (says.text.empty() && of.state.in == watch_table::actors) {
    const auto table = actor_rows(of.node, of.state.actors.order);
    if (!table.rows.empty()) {
      const auto& row = table.rows[place_of(table, of.state.actors.selected)];
      const auto& problem = row.cells.back().text;
      if (!problem.empty()) says = {row.name + ": last error: " + problem, terminal::tone::plain};
    }
  }
  lines made;
  const bool asks = of.state.asks.has_value();
  for (const auto& each : terminal::wrapped(terminal::printable(says.text), on.width, most_said))
    made.push_back({{{each, says.how}}, asks});
  return made;
}

/// Continuation lines are indented to the text, past its name.
void add_named(lines& to, const std::string& text, terminal::tone how, screen_size on) {
  constexpr std::size_t name_width = 14;  // "journal       "
  const auto name = text.substr(0, name_width);
  const auto width = on.width - std::min(on.width, name_width);
  std::string before = name;
  for (const auto& each :
       terminal::wrapped(terminal::printable(text).substr(name.size()), width, 2))
    add(to, std::exchange(before, std::string(name_width, ' ')) + each, how);
}

/// `room`: lines.
lines figure_lines(const watch_scene& of, screen_size on, std::size_t room) {
  lines made;
  add(made, "");
  add_lanes(made, of, on);
  add(made, "");
  const auto& node = of.node.last.figures;
  add_named(made, journal_line(node), terminal::tone::plain, on);
  add_named(made, letters_line(node),
            node.letters > 0 ? terminal::tone::bad : terminal::tone::plain, on);
  add(made, "");
  add_actors(made, of, on, room - std::min(room, made.size()));
  if (of.node.silent)  // the figures are out of date
    for (auto& line : made)
      for (auto& each : line.parts) each.how = terminal::tone::faint;
  return made;
}

}  // namespace

std::vector<screen_line> watch_lines(const watch_scene& of, screen_size on) {
  if (on.height == 0) return {};
  lines made{header(of, on)};
  // One line is always reserved for messages, so that the rest does not jump.
  const auto room = on.height - std::min<std::size_t>(on.height, 2);
  if (of.state.helps) {
    append(made, help_lines());
  } else {
    add_troubles(made, of, on);
    append(made, figure_lines(of, on, room - std::min(room, made.size())));
  }
  made.resize(room);
  made.resize(on.height - 1);
  const auto said = said_lines(of, on);
  const auto first = made.size() - std::min(made.size(), said.size());
  for (std::size_t i = first; i < made.size(); ++i) made[i] = said[i - first];
  made.push_back(keys_line(of.state, selected_lane(of.state, of.node), on.width));
  for (auto& each : made) each.parts = terminal::cut_line(std::move(each.parts), on.width);
  return made;
}

}  // namespace acumage::watch
