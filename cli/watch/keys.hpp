// The keys of the screen that watches a node: state and key give the next state.
#pragma once

#include "api/lane_order.hpp"
#include "cli/watch/rows.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace acumage::watch {

/// Keys are characters; keys without a character of their own get these.
namespace watch_key {
constexpr char up = 'k';
constexpr char down = 'j';
constexpr char left = '<';
constexpr char right = '>';
constexpr char page_up = '\x02';    // Ctrl-B
constexpr char page_down = '\x06';  // Ctrl-F
constexpr char escape = '\x1b';
}  // namespace watch_key

enum class watch_table : std::uint8_t { lanes, actors };

/// The position in a table.
struct table_place {
  std::string selected;  ///< the name of a row, wherever it is sorted; empty: the first row
  row_order order;
};

struct lane_request {
  std::string lane;
  api::lane_order order = api::lane_order::pause;
};

struct watch_message {
  std::string text;
  terminal::tone how = terminal::tone::plain;
};

struct watch_state {
  std::chrono::milliseconds interval{1000};
  table_place lanes;
  table_place actors;
  watch_table in = watch_table::lanes;  ///< the table in which the keys move
  bool frozen = false;
  bool helps = false;                 ///< help is shown instead of the figures
  std::optional<lane_request> asks;   ///< awaits y or n
  std::optional<watch_message> says;  ///< shown until the next key
};

struct watch_step {
  watch_state next;
  std::optional<lane_request> request;  ///< to be sent to the node
  bool quits = false;
};

watch_state first_state(const watched_node& of, std::chrono::milliseconds interval);

/// Unknown keys change nothing. Only y confirms a question; every other key declines it.
watch_step pressed(watch_state state, char key, const watched_node& of);

/// "Pause pricing? …", with the consequence.
std::string question_of(const lane_request& what);

/// The result of the request: `answer` is the lane's state in words.
watch_state answered(watch_state state, const lane_request& what,
                     const result<std::string>& answer);

/// The lane that `p` and `i` apply to; null if the node has none.
const client::lane_figures* selected_lane(const watch_state& state, const watched_node& of);

/// What `p` and `i` would order for it.
api::lane_order sending_order(const client::lane_figures& lane);
api::lane_order intake_order(const client::lane_figures& lane);

}  // namespace acumage::watch
