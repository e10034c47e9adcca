#include "bin/terminal_stats.hpp"

#include "bin/terminal_table.hpp"

namespace acumage::bin {

namespace {

using row = std::vector<cell>;

constexpr std::size_t wide = 150;  // columns that the lanes take in one table

cell count_cell(std::uint64_t count, tone how = tone::plain) {
  return {grouped(count), count == 0 ? tone::faint : how};
}

std::string state_of(const lane_figures& lane) {
  std::string state = lane.sending ? "sending" : "paused";
  if (!lane.intake) state += ", no intake";
  return state;
}

cell circuit_of(const lane_figures& lane) {
  auto text = lane.circuit;
  const bool closed = text == "closed";
  if (lane.next_attempt_in_s && (!closed || lane.waiting + lane.retrying > 0))
    text += ", next in " + duration_text(*lane.next_attempt_in_s);
  return {text, closed ? tone::plain : tone::bad};
}

const std::vector<column>& now_columns() {
  static const std::vector<column> columns{
      {"LANE"},
      {"STATE"},
      {"WAITING", align::right},
      {"IN FLIGHT", align::right},
      {"PARKED", align::right},
      {"RETRYING", align::right},
      {"OLDEST", align::right},
      {"MODE"},
      {"CIRCUIT"},
  };
  return columns;
}

const std::vector<column>& count_columns() {
  static const std::vector<column> columns{
      {"TAKEN IN", align::right}, {"DELIVERED", align::right}, {"SUPERSEDED", align::right},
      {"FILTERED", align::right}, {"LETTERS", align::right},   {"REQUESTS", align::right},
      {"LOOK-UPS", align::right},
  };
  return columns;
}

row now_row(const lane_figures& lane) {
  return {{lane.name, tone::strong},
          {state_of(lane), lane.sending && lane.intake ? tone::plain : tone::bad},
          count_cell(lane.waiting),
          count_cell(lane.in_flight),
          count_cell(lane.parked),
          count_cell(lane.retrying),
          {lane.oldest_age_s > 0 ? duration_text(lane.oldest_age_s) : "-"},
          {lane.mode},
          circuit_of(lane)};
}

row count_row(const lane_figures& lane) {
  return {count_cell(lane.accepted + lane.resumed + lane.replayed),
          count_cell(lane.delivered, tone::good),
          count_cell(lane.superseded),
          count_cell(lane.filtered),
          count_cell(lane.dead_lettered, tone::bad),
          count_cell(lane.requests),
          count_cell(lane.lookups)};
}

template <class T>
std::vector<T> joined(std::vector<T> left, const std::vector<T>& right) {
  left.insert(left.end(), right.begin(), right.end());
  return left;
}

std::string lane_tables(const stats_figures& of, const terminal& on) {
  std::vector<row> all;
  std::vector<row> now;
  std::vector<row> since_start;
  for (const auto& lane : of.lanes) {
    now.push_back(now_row(lane));
    since_start.push_back(joined(row{{lane.name, tone::strong}}, count_row(lane)));
    all.push_back(joined(now.back(), count_row(lane)));
  }
  if (on.width >= wide) return table_text(joined(now_columns(), count_columns()), all, on.colours);
  return table_text(now_columns(), now, on.colours) + "\n" +
         table_text(joined(std::vector<column>{{"LANE"}}, count_columns()), since_start,
                    on.colours);
}

std::string by_name(const std::map<std::string, std::uint64_t>& counts) {
  std::string text;
  for (const auto& [name, count] : counts)
    text += (text.empty() ? "" : ", ") + name + " " + grouped(count);
  return text;
}

std::string node_lines(const stats_figures& of, const terminal& on) {
  std::string text = toned(of.name + " " + of.version, tone::strong, on.colours) + "  " + of.state +
                     ", up " + duration_text(of.uptime_s) + "\n";
  for (const auto& reason : of.degraded)
    text += toned("degraded: " + printable(reason), tone::bad, on.colours) + "\n";
  return text;
}

std::string lane_notes(const stats_figures& of, const terminal& on) {
  std::string text;
  for (const auto& lane : of.lanes) {
    if (!lane.filtered_by.empty())
      text += lane.name + " filtered: " + by_name(lane.filtered_by) + "\n";
    if (!lane.last_error.empty())
      text += lane.name + " last error: " + cut_to(printable(lane.last_error), on.width) + "\n";
  }
  return text;
}

std::string journal_lines(const stats_figures& of) {
  std::string text = "journal       " + counted(of.unsettled, "unsettled change") + ", " +
                     bytes_text(of.journal_bytes) + "; sync p50 " + latency_text(of.sync_p50_us) +
                     ", p99 " + latency_text(of.sync_p99_us) + "; " + fixed_text(of.group_size, 1) +
                     " changes a write\n";
  text += "dead letters  " + grouped(of.letters);
  if (!of.letters_by_class.empty()) text += ": " + by_name(of.letters_by_class);
  if (of.unrouted > 0) text += "; " + counted(of.unrouted, "unrouted row");
  return text + "\n";
}

std::string actor_table(const stats_figures& of, const terminal& on) {
  const std::vector<column> columns{{"ACTOR"},
                                    {"MAILBOX", align::right},
                                    {"HIGH", align::right},
                                    {"HANDLED", align::right},
                                    {"RATE", align::right},
                                    {"P50", align::right},
                                    {"P99", align::right},
                                    {"AGE", align::right},
                                    {"LAST ERROR"}};
  std::vector<row> rows;
  for (const auto& each : of.actors)
    rows.push_back({{each.name},
                    count_cell(each.mailbox),
                    count_cell(each.mailbox_high),
                    count_cell(each.handled),
                    {fixed_text(each.rate, 1) + "/s"},
                    {latency_text(each.p50_us)},
                    {latency_text(each.p99_us)},
                    {each.age_ms ? duration_text(*each.age_ms / 1000) : "-"},
                    {each.last_error, tone::bad}});
  return table_text(columns, rows, on.colours);
}

}  // namespace

std::string lanes_text(const stats_figures& of, const terminal& on) {
  return node_lines(of, on) + "\n" + lane_tables(of, on) + lane_notes(of, on);
}

std::string stats_text(const stats_figures& of, const terminal& on) {
  return lanes_text(of, on) + "\n" + journal_lines(of) + "\n" + actor_table(of, on);
}

}  // namespace acumage::bin
