#include "cli/watch/stats_text.hpp"

#include <algorithm>
#include <string_view>

namespace acumage::watch {

namespace {

/// Of a lane's state, or of a headline's.
terminal::tone tone_of(std::string_view state) {
  if (state == "up_to_date" || state == "working") return terminal::tone::good;
  if (state == "off" || state == "waiting_for_first") return terminal::tone::plain;
  return terminal::tone::bad;
}

/// Reasons begin with the lane and its state.
bool is_told_by(const client::headline_figures& head, const std::string& reason) {
  if (reason == head.what) return true;
  return std::any_of(head.entities.begin(), head.entities.end(), [&](const auto& each) {
    return reason.starts_with(each + ": " + head.state + ": ");
  });
}

constexpr std::size_t wide = 150;  // the width of the lanes in one table

/// "half_open" -> "half open".
std::string spaced(std::string text) {
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

/// The lane's state, and the switches that it does not show.
terminal::cell state_cell(const client::lane_figures& lane) {
  auto text = lane.state.empty() ? std::string{"unknown"} : spaced(lane.state);
  if (!lane.sending && lane.state != "paused") text += ", paused";
  if (!lane.intake && lane.state != "intake_stopped") text += ", no intake";
  return {std::move(text), tone_of(lane.state)};
}

bool has_next_attempt(const client::lane_figures& lane) {
  return lane.next_attempt_in_s && (lane.circuit != "closed" || lane.waiting + lane.retrying > 0);
}

std::string_view meaning_of(std::string_view circuit) {
  if (circuit == "closed") return "the store accepts requests";
  if (circuit == "open")
    return "the store does not accept requests; nothing is lost, and this is not an attempt";
  if (circuit == "half_open") return "one request checks whether the store accepts them again";
  if (circuit == "held")
    return "most of the last deliveries failed for one cause; the lane waits instead of failing "
           "the rest";
  return "a state unknown to this program";
}

template <class T>
std::vector<T> joined(std::vector<T> left, const std::vector<T>& right) {
  left.insert(left.end(), right.begin(), right.end());
  return left;
}

std::string lane_tables(const client::stats_figures& of, const terminal::terminal& on) {
  std::vector<terminal::text_line> all;
  std::vector<terminal::text_line> now;
  std::vector<terminal::text_line> since_start;
  for (const auto& lane : of.lanes) {
    now.push_back(lane_now_cells(lane));
    since_start.push_back(
        joined(terminal::text_line{{lane.name, terminal::tone::strong}}, lane_count_cells(lane)));
    all.push_back(joined(now.back(), lane_count_cells(lane)));
  }
  if (on.width >= wide)
    return terminal::table_text(joined(lane_now_columns(), lane_count_columns()), all, on.colours);
  return terminal::table_text(lane_now_columns(), now, on.colours) + "\n" +
         terminal::table_text(joined(std::vector<terminal::column>{{"LANE"}}, lane_count_columns()),
                              since_start, on.colours);
}

std::string node_lines(const client::stats_figures& of, const terminal::terminal& on) {
  std::string text =
      terminal::toned(of.name + " " + of.version, terminal::tone::strong, on.colours) + "  " +
      of.state + ", up " + terminal::duration_text(of.uptime_s) + "\n";
  for (const auto& line : headline_lines(of))
    text += terminal::toned(terminal::printable(line.text), line.how, on.colours) + "\n";
  return text;
}

std::string lane_notes(const client::stats_figures& of, const terminal::terminal& on) {
  std::string text;
  for (const auto& lane : of.lanes) {
    if (!lane.filtered_by.empty())
      text += lane.name + " filtered: " + by_name(lane.filtered_by) + "\n";
    if (!lane.last_error.empty())
      text += lane.name +
              " last error: " + terminal::cut_to(terminal::printable(lane.last_error), on.width) +
              "\n";
  }
  return text;
}

std::string actor_table(const client::stats_figures& of, const terminal::terminal& on) {
  std::vector<terminal::text_line> rows;
  for (const auto& each : of.actors) rows.push_back(actor_cells(each));
  return terminal::table_text(actor_columns(), rows, on.colours);
}

}  // namespace

std::string lanes_text(const client::stats_figures& of, const terminal::terminal& on) {
  return node_lines(of, on) + "\n" + lane_tables(of, on) + lane_notes(of, on);
}

std::string stats_text(const client::stats_figures& of, const terminal::terminal& on,
                       bool with_actors) {
  auto text = lanes_text(of, on) + "\n" + journal_line(of) + "\n" + letters_line(of) + "\n";
  if (with_actors) text += "\n" + actor_table(of, on);
  return text;
}

std::vector<terminal::cell> headline_lines(const client::stats_figures& of) {
  const auto& head = of.headline;
  std::vector<terminal::cell> lines;
  auto first = spaced(head.state);
  for (std::size_t i = 0; i < head.entities.size(); ++i)
    first += (i == 0 ? ": " : ", ") + head.entities[i];
  if (!head.since.empty()) first += ", since " + head.since;
  if (head.state.empty()) first = "unknown: the node does not say how its lanes are";
  lines.push_back({std::move(first), tone_of(head.state)});
  const auto add = [&](const char* label, const std::string& text) {
    if (!text.empty()) lines.push_back({std::string{label} + text});
  };
  add("  what   ", head.what);
  add("  store  ", head.store);
  add("  next   ", head.next);
  add("  do     ", head.action);
  for (const auto& reason : of.degraded)
    if (!is_told_by(head, reason)) lines.push_back({"also: " + reason, terminal::tone::bad});
  return lines;
}

const std::vector<terminal::column>& lane_now_columns() {
  static const std::vector<terminal::column> columns{
      {"LANE"},
      {"STATE"},
      {"WAITING", terminal::align::right},
      {"IN FLIGHT", terminal::align::right},
      {"PARKED", terminal::align::right},
      {"RETRYING", terminal::align::right},
      {"OLDEST", terminal::align::right},
      {"MODE"},
      {"CIRCUIT"},
      {"NEXT TRY", terminal::align::right},
  };
  return columns;
}

const std::vector<terminal::column>& lane_count_columns() {
  static const std::vector<terminal::column> columns{
      {"TAKEN IN", terminal::align::right},   {"DELIVERED", terminal::align::right},
      {"SUPERSEDED", terminal::align::right}, {"FILTERED", terminal::align::right},
      {"LETTERS", terminal::align::right},    {"REQUESTS", terminal::align::right},
      {"LOOK-UPS", terminal::align::right},
  };
  return columns;
}

const std::vector<terminal::column>& actor_columns() {
  static const std::vector<terminal::column> columns{
      {"ACTOR"},
      {"MAILBOX", terminal::align::right},
      {"HIGH", terminal::align::right},
      {"HANDLED", terminal::align::right},
      {"RATE", terminal::align::right},
      {"P50", terminal::align::right},
      {"P99", terminal::align::right},
      {"AGE", terminal::align::right},
      {"LAST ERROR"},
  };
  return columns;
}

terminal::text_line lane_now_cells(const client::lane_figures& lane) {
  const bool closed = lane.circuit == "closed";
  return {{lane.name, terminal::tone::strong},
          state_cell(lane),
          count_cell(lane.waiting),
          count_cell(lane.in_flight),
          count_cell(lane.parked),
          count_cell(lane.retrying),
          {lane.oldest_age_s > 0 ? terminal::duration_text(lane.oldest_age_s) : "-"},
          {lane.mode},
          {spaced(lane.circuit), closed ? terminal::tone::plain : terminal::tone::bad},
          {has_next_attempt(lane) ? terminal::duration_text(*lane.next_attempt_in_s) : "-"}};
}

terminal::text_line lane_count_cells(const client::lane_figures& lane) {
  return {count_cell(lane.accepted + lane.resumed + lane.replayed),
          count_cell(lane.delivered, terminal::tone::good),
          count_cell(lane.superseded),
          count_cell(lane.filtered),
          count_cell(lane.dead_lettered, terminal::tone::bad),
          count_cell(lane.requests),
          count_cell(lane.lookups)};
}

terminal::text_line actor_cells(const client::actor_figures& actor) {
  return {{actor.name},
          count_cell(actor.mailbox),
          count_cell(actor.mailbox_high),
          count_cell(actor.handled),
          {terminal::fixed_text(actor.rate, 1) + "/s"},
          {terminal::latency_text(actor.p50_us)},
          {terminal::latency_text(actor.p99_us)},
          {actor.age_ms ? terminal::duration_text(*actor.age_ms / 1000) : "-"},
          {actor.last_error, terminal::tone::bad}};
}

terminal::cell count_cell(std::uint64_t count, terminal::tone how) {
  return {terminal::grouped(count), count == 0 ? terminal::tone::faint : how};
}

std::string journal_line(const client::stats_figures& of) {
  return "journal       " + terminal::counted(of.unsettled, "unsettled change") + ", " +
         terminal::bytes_text(of.journal_bytes) + "; sync p50 " +
         terminal::latency_text(of.sync_p50_us) + ", p99 " +
         terminal::latency_text(of.sync_p99_us) + "; " + terminal::fixed_text(of.group_size, 1) +
         " changes per write";
}

std::string letters_line(const client::stats_figures& of) {
  std::string text = "dead letters  " + terminal::grouped(of.letters);
  if (!of.letters_by_class.empty()) text += ": " + by_name(of.letters_by_class);
  if (of.unrouted > 0) text += "; " + terminal::counted(of.unrouted, "unrouted row");
  return text;
}

std::string by_name(const std::map<std::string, std::uint64_t>& counts) {
  std::string text;
  for (const auto& [name, count] : counts)
    text += (text.empty() ? "" : ", ") + name + " " + terminal::grouped(count);
  return text;
}

std::string circuit_words(const client::lane_figures& lane) {
  auto words = spaced(lane.circuit);
  if (has_next_attempt(lane))
    words += ", next try in " + terminal::duration_text(*lane.next_attempt_in_s);
  return words + ": " + std::string{meaning_of(lane.circuit)};
}

}  // namespace acumage::watch
