#include "cli/watch/stats_text.hpp"

#include <algorithm>

namespace acumage::bin {

namespace {

constexpr std::size_t wide = 150;  // columns that the lanes take in one table

std::string state_of(const lane_figures& lane) {
  std::string state = lane.sending ? "sending" : "paused";
  if (!lane.intake) state += ", no intake";
  return state;
}

/// "half_open" -> "half open".
std::string spaced(std::string text) {
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

bool has_next_attempt(const lane_figures& lane) {
  return lane.next_attempt_in_s && (lane.circuit != "closed" || lane.waiting + lane.retrying > 0);
}

std::string_view meaning_of(std::string_view circuit) {
  if (circuit == "closed") return "the store takes requests";
  if (circuit == "open")
    return "the store does not take requests; nothing is lost and no attempt is used up";
  if (circuit == "half_open") return "one request tries whether the store takes them again";
  if (circuit == "held")
    return "most of the last deliveries failed for one cause; the lane waits instead of failing "
           "the rest";
  return "a state that this program does not know";
}

template <class T>
std::vector<T> joined(std::vector<T> left, const std::vector<T>& right) {
  left.insert(left.end(), right.begin(), right.end());
  return left;
}

std::string lane_tables(const stats_figures& of, const terminal& on) {
  std::vector<text_line> all;
  std::vector<text_line> now;
  std::vector<text_line> since_start;
  for (const auto& lane : of.lanes) {
    now.push_back(lane_now_cells(lane));
    since_start.push_back(joined(text_line{{lane.name, tone::strong}}, lane_count_cells(lane)));
    all.push_back(joined(now.back(), lane_count_cells(lane)));
  }
  if (on.width >= wide)
    return table_text(joined(lane_now_columns(), lane_count_columns()), all, on.colours);
  return table_text(lane_now_columns(), now, on.colours) + "\n" +
         table_text(joined(std::vector<column>{{"LANE"}}, lane_count_columns()), since_start,
                    on.colours);
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

std::string actor_table(const stats_figures& of, const terminal& on) {
  std::vector<text_line> rows;
  for (const auto& each : of.actors) rows.push_back(actor_cells(each));
  return table_text(actor_columns(), rows, on.colours);
}

}  // namespace

std::string lanes_text(const stats_figures& of, const terminal& on) {
  return node_lines(of, on) + "\n" + lane_tables(of, on) + lane_notes(of, on);
}

std::string stats_text(const stats_figures& of, const terminal& on) {
  return lanes_text(of, on) + "\n" + journal_line(of) + "\n" + letters_line(of) + "\n\n" +
         actor_table(of, on);
}

const std::vector<column>& lane_now_columns() {
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
      {"NEXT TRY", align::right},
  };
  return columns;
}

const std::vector<column>& lane_count_columns() {
  static const std::vector<column> columns{
      {"TAKEN IN", align::right}, {"DELIVERED", align::right}, {"SUPERSEDED", align::right},
      {"FILTERED", align::right}, {"LETTERS", align::right},   {"REQUESTS", align::right},
      {"LOOK-UPS", align::right},
  };
  return columns;
}

const std::vector<column>& actor_columns() {
  static const std::vector<column> columns{
      {"ACTOR"},
      {"MAILBOX", align::right},
      {"HIGH", align::right},
      {"HANDLED", align::right},
      {"RATE", align::right},
      {"P50", align::right},
      {"P99", align::right},
      {"AGE", align::right},
      {"LAST ERROR"},
  };
  return columns;
}

text_line lane_now_cells(const lane_figures& lane) {
  const bool closed = lane.circuit == "closed";
  return {{lane.name, tone::strong},
          {state_of(lane), lane.sending && lane.intake ? tone::plain : tone::bad},
          count_cell(lane.waiting),
          count_cell(lane.in_flight),
          count_cell(lane.parked),
          count_cell(lane.retrying),
          {lane.oldest_age_s > 0 ? duration_text(lane.oldest_age_s) : "-"},
          {lane.mode},
          {spaced(lane.circuit), closed ? tone::plain : tone::bad},
          {has_next_attempt(lane) ? duration_text(*lane.next_attempt_in_s) : "-"}};
}

text_line lane_count_cells(const lane_figures& lane) {
  return {count_cell(lane.accepted + lane.resumed + lane.replayed),
          count_cell(lane.delivered, tone::good),
          count_cell(lane.superseded),
          count_cell(lane.filtered),
          count_cell(lane.dead_lettered, tone::bad),
          count_cell(lane.requests),
          count_cell(lane.lookups)};
}

text_line actor_cells(const actor_figures& actor) {
  return {{actor.name},
          count_cell(actor.mailbox),
          count_cell(actor.mailbox_high),
          count_cell(actor.handled),
          {fixed_text(actor.rate, 1) + "/s"},
          {latency_text(actor.p50_us)},
          {latency_text(actor.p99_us)},
          {actor.age_ms ? duration_text(*actor.age_ms / 1000) : "-"},
          {actor.last_error, tone::bad}};
}

cell count_cell(std::uint64_t count, tone how) {
  return {grouped(count), count == 0 ? tone::faint : how};
}

std::string journal_line(const stats_figures& of) {
  return "journal       " + counted(of.unsettled, "unsettled change") + ", " +
         bytes_text(of.journal_bytes) + "; sync p50 " + latency_text(of.sync_p50_us) + ", p99 " +
         latency_text(of.sync_p99_us) + "; " + fixed_text(of.group_size, 1) + " changes a write";
}

std::string letters_line(const stats_figures& of) {
  std::string text = "dead letters  " + grouped(of.letters);
  if (!of.letters_by_class.empty()) text += ": " + by_name(of.letters_by_class);
  if (of.unrouted > 0) text += "; " + counted(of.unrouted, "unrouted row");
  return text;
}

std::string by_name(const std::map<std::string, std::uint64_t>& counts) {
  std::string text;
  for (const auto& [name, count] : counts)
    text += (text.empty() ? "" : ", ") + name + " " + grouped(count);
  return text;
}

std::string circuit_words(const lane_figures& lane) {
  auto words = spaced(lane.circuit);
  if (has_next_attempt(lane)) words += ", next try in " + duration_text(*lane.next_attempt_in_s);
  return words + ": " + std::string{meaning_of(lane.circuit)};
}

}  // namespace acumage::bin
