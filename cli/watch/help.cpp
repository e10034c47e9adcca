#include "cli/watch/help.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace acumage::watch {

namespace {

const std::vector<std::pair<const char*, const char*>>& help_rows() {
  static const std::vector<std::pair<const char*, const char*>> rows{
      {"up down, k j", "select a lane, or an actor; PgUp PgDn by ten"},
      {"p", "pause the selected lane (all is kept, nothing sent), resume it"},
      {"i", "stop its intake (what comes in is discarded), start it again"},
      {"s S, < >", "sort by the next, the previous column"},
      {"r", "reverse the order"},
      {"a", "from the lanes to the actors, and back"},
      {"space", "freeze the figures, and go on"},
      {"+ -", "longer, shorter between two looks"},
      {"? h", "this help"},
      {"q, Ctrl-C", "leave; the node works on"},
      {"", ""},
      {"OLDEST", "how long the change waits that waits longest"},
      {"PARKED", "waits for the store to know its product, order or customer"},
      {"CIRCUIT", "closed: the store takes requests; open, half open, held: not"},
      {"IN/S OUT/S", "changes accepted, delivered a second between the last looks"},
      {"LETTERS", "dead letters since the start: acumage dead-letters list"},
      {"MAILBOX HIGH", "messages an actor has not handled yet, the most it ever had"},
      {"P50 P99 AGE", "how long it takes for one, how long ago it took the last"},
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
  made.push_back({{{"Any key goes back to the figures.", terminal::tone::faint}}, false});
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
      {"space", state.frozen ? "go on" : "freeze"},
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
