// What the keys do on the screen that watches a node: a state and a key make the next state, and perhaps an order.
#pragma once

#include "api/lane_order.hpp"
#include "cli/watch/rows.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace acumage::watch {

/// Keys are characters; those that have none of their own are given these.
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

/// Where somebody is in a table.
struct table_place {
  std::string selected;  ///< a row's name, wherever sorting takes it; empty: the first row
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
  watch_table in = watch_table::lanes;  ///< which of the two the keys move in
  bool frozen = false;
  bool helps = false;                 ///< the keys are explained instead of the figures
  std::optional<lane_request> asks;   ///< waits for y or n
  std::optional<watch_message> says;  ///< until the next key
};

struct watch_step {
  watch_state next;
  std::optional<lane_request> request;  ///< to be put to the node
  bool quits = false;
};

watch_state first_state(const watched_node& of, std::chrono::milliseconds interval);

/// Keys that mean nothing change nothing. A question is answered by y; every other key is a no.
watch_step pressed(watch_state state, char key, const watched_node& of);

/// "Pause pricing? …", in words that say what follows.
std::string question_of(const lane_request& what);

/// What came of the request: `answer` is the lane's state in words.
watch_state answered(watch_state state, const lane_request& what,
                     const result<std::string>& answer);

/// The lane that `p` and `i` mean; null when the node has none.
const client::lane_figures* selected_lane(const watch_state& state, const watched_node& of);

/// What `p` and `i` would order of it.
api::lane_order sending_order(const client::lane_figures& lane);
api::lane_order intake_order(const client::lane_figures& lane);

}  // namespace acumage::watch
