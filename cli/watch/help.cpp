#include "cli/watch/help.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace acumage::watch {

namespace {

const std::vector<std::pair<const char*, const char*>>& help_rows() {
  static const std::vector<std::pair<const char*, const char*>> rows{
      {"up down, k j", "select a lane or an actor; PgUp and PgDn move by ten"},
      {"p", "pause the selected lane (keeps all, sends nothing), resume it"},
      {"i", "stop its intake (new changes are discarded), start it again"},
      {"s S, < >", "sort by the next or previous column"},
      {"r", "reverse the order"},
      {"a", "switch between lanes and actors"},
      {"space", "freeze the figures, continue"},
      {"+ -", "lengthen, shorten the refresh interval"},
      {"? h", "this help"},
      {"q, Ctrl-C", "quit; the node keeps running"},
      {"", ""},
      {"OLDEST", "how long the oldest change has been waiting"},
      {"PARKED", "waiting until the store has its product, order or customer"},
      {"CIRCUIT", "closed: the store accepts requests; otherwise it does not"},
      {"IN/S OUT/S", "changes accepted, delivered per second since the last refresh"},
      {"LETTERS", "dead letters since the start: acumage dead-letters list"},
      {"MAILBOX HIGH", "messages an actor has yet to handle, their maximum so far"},
      {"P50 P99 AGE", "time to handle a message, time since the last one"},
  };
  return rows;
}

}  // namespace

std::vector<screen_line> help_lines() {
  std::vector<screen_line> made{{{{"Keys", terminal::tone::strong}}, false}};
  for (const auto& [key, words] : help_rows()) {
    const std::string name{key};
    if (name.empty()) {
      made.push_back({{{"Columns", terminal::tone::strong}}, false});
      continue;
    }
    made.push_back({{{"  " + name + std::string(14 - std::min<std::size_t>(14, name.size()), ' '),
                      terminal::tone::strong},
                     {words}},
                    false});
  }
  made.push_back({});
  made.push_back({{{"Press any key to return to the figures.", terminal::tone::faint}}, false});
  return made;
}

screen_line keys_line(const watch_state& state, const client::lane_figures* lane,
                      std::size_t width) {
  const bool pauses = lane == nullptr || lane->sending;
  const bool stops = lane == nullptr || lane->intake;
  const std::vector<std::pair<const char*, const char*>> keys{
      {"q", "quit"},
      {"?", "help"},
      {"p", pauses ? "pause" : "resume"},
      {"i", stops ? "stop intake" : "start intake"},
      {"s", "sort"},
      {"r", "reverse"},
      {"a", state.in == watch_table::lanes ? "actors" : "lanes"},
      {"space", state.frozen ? "continue" : "freeze"},
      {"up/down", "select"},
      {"+/-", "interval"}};
  terminal::text_line line;
  std::size_t taken = 0;
  for (const auto& [key, words] : keys) {
    const std::string gap(taken == 0 ? 0 : 2, ' ');
    const std::string word = std::string{" "} + words;
    const auto more = gap.size() + terminal::columns_of(key) + terminal::columns_of(word);
    if (taken + more > width) break;
    taken += more;
    line.push_back({gap});
    line.push_back({key, terminal::tone::strong});
    line.push_back({word});
  }
  return {std::move(line), false};
}

}  // namespace acumage::watch
