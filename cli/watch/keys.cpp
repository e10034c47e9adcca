#include "cli/watch/keys.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace acumage::watch {

namespace {

using std::chrono::milliseconds;

constexpr std::array<milliseconds, 11> intervals{
    milliseconds{100},    milliseconds{200},     milliseconds{500},      milliseconds{1'000},
    milliseconds{2'000},  milliseconds{5'000},   milliseconds{10'000},   milliseconds{30'000},
    milliseconds{60'000}, milliseconds{600'000}, milliseconds{3'600'000}};
constexpr std::ptrdiff_t page = 10;

milliseconds longer(milliseconds than) {
  for (const auto each : intervals)
    if (each > than) return each;
  return than;
}

milliseconds shorter(milliseconds than) {
  auto found = than;
  for (const auto each : intervals)
    if (each < than) found = each;
  return found;
}

table_place& place_in(watch_state& state) {
  return state.in == watch_table::lanes ? state.lanes : state.actors;
}

void move(watch_state& state, std::ptrdiff_t by, const watched_node& of) {
  auto& place = place_in(state);
  const auto table =
      state.in == watch_table::lanes ? lane_rows(of, place.order) : actor_rows(of, place.order);
  if (table.rows.empty()) return;
  const auto last = static_cast<std::ptrdiff_t>(table.rows.size()) - 1;
  const auto from = static_cast<std::ptrdiff_t>(place_of(table, place.selected));
  const auto to = std::clamp<std::ptrdiff_t>(from + by, 0, last);
  place.selected = table.rows[static_cast<std::size_t>(to)].name;
}

/// Moves the sort column by that many, wrapping around.
void sort_further(watch_state& state, std::ptrdiff_t by) {
  const auto count = static_cast<std::ptrdiff_t>(
      state.in == watch_table::lanes ? lane_column_count() : actor_column_count());
  auto& order = place_in(state).order;
  order.by = static_cast<std::size_t>((static_cast<std::ptrdiff_t>(order.by) + by + count) % count);
}

/// Orders that take something away need a confirmation.
bool needs_a_yes(api::lane_order what) {
  return what == api::lane_order::pause || what == api::lane_order::stop_intake;
}

void start(watch_step& step, lane_request what) {
  step.next.says =
      watch_message{what.lane + ": " + std::string{to_string(what.order)} + " was sent to the node",
                    terminal::tone::faint};
  step.request = std::move(what);
}

void order_lane(watch_step& step, api::lane_order (*which)(const client::lane_figures&),
                const watched_node& of) {
  const auto* const lane = selected_lane(step.next, of);
  if (lane == nullptr) return;
  lane_request what{lane->name, which(*lane)};
  if (needs_a_yes(what.order))
    step.next.asks = std::move(what);
  else
    start(step, std::move(what));
}

void answer_question(watch_step& step, char key) {
  auto what = *std::exchange(step.next.asks, std::nullopt);
  if (key == 'y' || key == 'Y')
    start(step, std::move(what));
  else
    step.next.says = watch_message{what.lane + ": nothing was changed", terminal::tone::plain};
}

/// Keys that move in a table.
bool moves(watch_state& state, char key, const watched_node& of) {
  switch (key) {
    case watch_key::up: move(state, -1, of); return true;
    case watch_key::down: move(state, 1, of); return true;
    case watch_key::page_up: move(state, -page, of); return true;
    case watch_key::page_down: move(state, page, of); return true;
    case 's':
    case watch_key::right: sort_further(state, 1); return true;
    case 'S':
    case watch_key::left: sort_further(state, -1); return true;
    case 'r': place_in(state).order.reversed = !place_in(state).order.reversed; return true;
    case 'a':
      state.in = state.in == watch_table::lanes ? watch_table::actors : watch_table::lanes;
      return true;
    default: return false;
  }
}

}  // namespace

watch_state first_state(const watched_node& of, milliseconds interval) {
  watch_state state;
  state.interval = interval;
  if (!of.last.figures.lanes.empty()) state.lanes.selected = of.last.figures.lanes.front().name;
  return state;
}

watch_step pressed(watch_state state, char key, const watched_node& of) {
  watch_step step{std::move(state), {}, false};
  auto& next = step.next;
  next.says.reset();
  if (next.asks) {
    answer_question(step, key);
    return step;
  }
  if (std::exchange(next.helps, false)) {
    step.quits = key == 'q';
    return step;
  }
  if (moves(next, key, of)) return step;
  switch (key) {
    case 'q': step.quits = true; break;
    case 'p': order_lane(step, sending_order, of); break;
    case 'i': order_lane(step, intake_order, of); break;
    case ' ': next.frozen = !next.frozen; break;
    case '+': next.interval = longer(next.interval); break;
    case '-': next.interval = shorter(next.interval); break;
    case 'h':
    case '?': next.helps = true; break;
    default: break;
  }
  return step;
}

std::string question_of(const lane_request& what) {
  if (what.order == api::lane_order::pause)
    return "Pause " + what.lane + "? Everything is kept, nothing is sent until it is resumed. y/n";
  return "Stop the intake of " + what.lane +
         "? New changes are answered and discarded: they are lost. y/n";
}

watch_state answered(watch_state state, const lane_request& what,
                     const result<std::string>& answer) {
  if (answer)
    state.says = watch_message{what.lane + ": " + *answer, terminal::tone::good};
  else
    state.says = watch_message{
        what.lane + ": " + std::string{to_string(what.order)} + ": " + answer.problem().message,
        terminal::tone::bad};
  return state;
}

const client::lane_figures* selected_lane(const watch_state& state, const watched_node& of) {
  const auto& lanes = of.last.figures.lanes;
  for (const auto& each : lanes)
    if (each.name == state.lanes.selected) return &each;
  return lanes.empty() ? nullptr : &lanes.front();
}

api::lane_order sending_order(const client::lane_figures& lane) {
  return lane.sending ? api::lane_order::pause : api::lane_order::resume;
}

api::lane_order intake_order(const client::lane_figures& lane) {
  return lane.intake ? api::lane_order::stop_intake : api::lane_order::start_intake;
}

}  // namespace acumage::watch
