#include "cli/watch/watch.hpp"

#include "cli/terminal/signals.hpp"
#include "cli/watch/asker.hpp"
#include "cli/watch/screen.hpp"
#include "cli/watch/view.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <poll.h>
#include <unistd.h>

namespace acumage::watch {

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

/// Redraws between two looks, because the seconds on the screen advance.
constexpr milliseconds longest_pause{1000};

class watch_session {
 public:
  watch_session(client::client& node, terminal_screen& screen, terminal::held_signals& signals,
                watched_node seen, milliseconds interval)
      : screen_{screen},
        signals_{signals},
        address_{node.url()},
        seen_{std::move(seen)},
        state_{first_state(seen_, interval)},
        asker_{node} {}

  int run() {
    while (!exit_code_) {
      look_when_due();
      screen_.draw(watch_lines({state_, seen_, address_, steady_clock::now()}, screen_.size()));
      wait();
      take_signals();
      take_answers();
      take_keys();
    }
    return *exit_code_;
  }

 private:
  steady_clock::time_point next_look() const { return looked_at_ + state_.interval; }

  void look_when_due() {
    const auto now = steady_clock::now();
    if (looks_ || state_.frozen || (now < next_look() && !looks_soon_)) return;
    looked_at_ = now;
    looks_soon_ = false;
    looks_ = true;
    asker_.look();
  }

  void wait() {
    auto pause = longest_pause;
    if (!looks_ && !state_.frozen)
      pause = std::clamp(std::chrono::ceil<milliseconds>(next_look() - steady_clock::now()),
                         milliseconds{0}, longest_pause);
    std::array<pollfd, 3> from{{{STDIN_FILENO, POLLIN, 0},
                                {signals_.descriptor(), POLLIN, 0},
                                {asker_.descriptor(), POLLIN, 0}}};
    ::poll(from.data(), from.size(), static_cast<int>(pause.count()));
    if ((from[0].revents & (POLLHUP | POLLERR | POLLNVAL)) != 0) exit_code_ = 1;
  }

  void take_signals() {
    while (const auto signal = signals_.wait(milliseconds{0})) {
      if (*signal == SIGWINCH)
        screen_.take_new_size();
      else
        exit_code_ = 0;
    }
  }

  void take_answers() {
    for (auto& each : asker_.answers()) {
      if (each.request) {
        state_ = answered(std::move(state_), *each.request, each.lane_state);
        looks_soon_ = true;  // to show what the request has changed
        state_.frozen = false;
        continue;
      }
      looks_ = false;
      if (!state_.frozen)
        seen_ = after_look(std::move(seen_), std::move(each.figures), each.at, state_.interval / 2);
    }
  }

  void take_keys() {
    while (const auto key = screen_.next_key()) {
      auto step = pressed(std::move(state_), *key, seen_);
      state_ = std::move(step.next);
      if (step.request) asker_.ask(std::move(step.request));
      if (step.quits) exit_code_ = 0;
    }
  }

  terminal_screen& screen_;
  terminal::held_signals& signals_;
  const std::string address_;
  watched_node seen_;
  watch_state state_;
  node_asker asker_;
  steady_clock::time_point looked_at_ = steady_clock::now();
  bool looks_ = false;       // a look is in progress
  bool looks_soon_ = false;  // before the interval is over
  std::optional<int> exit_code_;
};

}  // namespace

result<int> watch_on_screen(client::client& node, milliseconds interval,
                            client::stats_figures first, terminal::terminal& to) {
  terminal::held_signals signals{SIGINT, SIGTERM, SIGHUP, SIGWINCH};
  to.out << std::flush;
  const auto screen = terminal_screen::open(to);
  if (!screen) return screen.problem();
  watch_session session{node, **screen, signals, first_look(std::move(first), steady_clock::now()),
                        interval};
  return session.run();
}

}  // namespace acumage::watch
