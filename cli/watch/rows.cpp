#include "cli/watch/rows.hpp"

#include "cli/watch/stats_text.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace acumage::watch {

namespace {

constexpr std::size_t figure_least =
    6;  // figures that grow and shrink leave the columns where they are
constexpr std::size_t duration_least = 8;
constexpr std::size_t error_least =
    10;  // of the actors' last column, which is cut rather than left out

std::vector<terminal::column> steadied(std::vector<terminal::column> columns) {
  for (auto& each : columns)
    if (each.side == terminal::align::right)
      each.least = each.title == "OLDEST" || each.title == "AGE" ? duration_least : figure_least;
  return columns;
}

const std::vector<terminal::column>& lane_columns() {
  static const std::vector<terminal::column> columns = [] {
    auto all = lane_now_columns();
    all.push_back({"IN/S", terminal::align::right});
    all.push_back({"OUT/S", terminal::align::right});
    const auto& counts = lane_count_columns();
    all.insert(all.end(), counts.begin(), counts.end());
    return steadied(std::move(all));
  }();
  return columns;
}

/// By title, because the positions in the tables may change.
std::vector<std::size_t> places_of(const std::vector<terminal::column>& in,
                                   std::initializer_list<std::string_view> titles) {
  std::vector<std::size_t> places;
  for (const auto title : titles)
    for (std::size_t i = 0; i < in.size(); ++i)
      if (in[i].title == title) places.push_back(i);
  return places;
}

terminal::cell rate_cell(double rate) {
  if (rate <= 0) return {"0", terminal::tone::faint};
  if (rate >= 100) return {terminal::grouped(static_cast<std::uint64_t>(std::llround(rate)))};
  return {terminal::fixed_text(rate, 1)};
}

watch_row row_of(const client::lane_figures& lane, const std::map<std::string, lane_rates>& rates) {
  watch_row row{lane.name, lane_now_cells(lane), {}};
  const auto known = rates.find(lane.name);
  const bool is_known = known != rates.end();
  const lane_rates rate = is_known ? known->second : lane_rates{-1, -1};
  row.cells.push_back(is_known ? rate_cell(rate.accepted)
                               : terminal::cell{"-", terminal::tone::faint});
  row.cells.push_back(is_known ? rate_cell(rate.delivered)
                               : terminal::cell{"-", terminal::tone::faint});
  const auto counts = lane_count_cells(lane);
  row.cells.insert(row.cells.end(), counts.begin(), counts.end());
  const auto figure = [](std::uint64_t count) { return static_cast<double>(count); };
  row.figures = {0,
                 0,
                 figure(lane.waiting),
                 figure(lane.in_flight),
                 figure(lane.parked),
                 figure(lane.retrying),
                 lane.oldest_age_s,
                 0,
                 0,
                 lane.next_attempt_in_s.value_or(-1),
                 rate.accepted,
                 rate.delivered,
                 figure(lane.accepted + lane.resumed + lane.replayed),
                 figure(lane.delivered),
                 figure(lane.superseded),
                 figure(lane.filtered),
                 figure(lane.dead_lettered),
                 figure(lane.requests),
                 figure(lane.lookups)};
  return row;
}

watch_row row_of(const client::actor_figures& actor) {
  const auto figure = [](std::uint64_t count) { return static_cast<double>(count); };
  return {actor.name,
          actor_cells(actor),
          {0, figure(actor.mailbox), figure(actor.mailbox_high), figure(actor.handled), actor.rate,
           figure(actor.p50_us), figure(actor.p99_us), actor.age_ms.value_or(-1), 0}};
}

void sort_rows(std::vector<watch_row>& rows, row_order order) {
  const auto by = order.by;
  if (by != 0)
    std::stable_sort(rows.begin(), rows.end(), [by](const watch_row& a, const watch_row& b) {
      if (a.figures.at(by) != b.figures.at(by)) return a.figures.at(by) > b.figures.at(by);
      return a.cells.at(by).text < b.cells.at(by).text;
    });
  if (order.reversed) std::reverse(rows.begin(), rows.end());
}

}  // namespace

std::size_t lane_column_count() { return lane_columns().size(); }
std::size_t actor_column_count() { return actor_columns().size(); }

watch_rows lane_rows(const watched_node& of, row_order order) {
  static const auto dispensable =
      places_of(lane_columns(),
                {"LOOK-UPS", "REQUESTS", "FILTERED", "SUPERSEDED", "TAKEN IN", "DELIVERED", "MODE",
                 "NEXT TRY", "RETRYING", "PARKED", "IN FLIGHT", "LETTERS", "IN/S", "OUT/S"});
  watch_rows made{lane_columns(), dispensable, {}};
  for (const auto& each : of.last.figures.lanes) made.rows.push_back(row_of(each, of.rates));
  sort_rows(made.rows, order);
  return made;
}

watch_rows actor_rows(const watched_node& of, row_order order) {
  static const auto dispensable =
      places_of(actor_columns(), {"HIGH", "P50", "AGE", "HANDLED", "P99", "RATE"});
  watch_rows made{steadied(actor_columns()), dispensable, {}};
  made.columns.back().most = 1000;
  for (const auto& each : of.last.figures.actors) made.rows.push_back(row_of(each));
  sort_rows(made.rows, order);
  return made;
}

std::size_t place_of(const watch_rows& in, std::string_view name) {
  for (std::size_t i = 0; i < in.rows.size(); ++i)
    if (in.rows[i].name == name) return i;
  return 0;
}

std::vector<std::size_t> fitting_columns(const watch_rows& of, std::size_t width, std::size_t gap,
                                         std::size_t kept) {
  std::vector<terminal::text_line> cells;
  for (const auto& each : of.rows) cells.push_back(each.cells);
  auto widths = terminal::column_widths(of.columns, cells);
  if (of.columns.back().most > width) widths.back() = std::min(widths.back(), error_least);
  std::vector<std::size_t> shown;
  std::size_t taken = 0;
  for (std::size_t i = 0; i < widths.size(); ++i) {
    shown.push_back(i);
    taken += widths[i] + (i == 0 ? 0 : gap);
  }
  for (const auto each : of.dispensable) {
    if (taken <= width) break;
    if (each == kept) continue;
    shown.erase(std::find(shown.begin(), shown.end(), each));
    taken -= widths[each] + gap;
  }
  return shown;
}

}  // namespace acumage::watch
