#include "cli/demo/view.hpp"

#include "cli/terminal/table.hpp"
#include "cli/watch/stats_text.hpp"

#include <algorithm>

namespace acumage::demo {

namespace {

using std::chrono::steady_clock;

constexpr std::size_t most_lines = 14;

/// The demo's lanes, one line each, for output that cannot be overwritten.
std::vector<std::string> short_figures(const client::stats_figures& now) {
  std::vector<std::string> lines;
  for (const auto& lane : now.lanes) {
    lines.push_back(
        lane.name + ":" + std::string(10 - std::min<std::size_t>(10, lane.name.size()), ' ') +
        terminal::grouped(lane.waiting) + " waiting, " + terminal::grouped(lane.in_flight) +
        " in flight, " + terminal::grouped(lane.parked) + " parked, " +
        terminal::grouped(lane.delivered) + " delivered, " + terminal::grouped(lane.superseded) +
        " superseded, " + terminal::grouped(lane.filtered) + " filtered, " +
        terminal::counted(lane.dead_lettered, "dead letter") + "; circuit " + lane.circuit);
  }
  return lines;
}

}  // namespace

demo_view::demo_view(terminal::terminal& on) : on_{on}, began_{steady_clock::now()} {
  if (on_.out_is_screen) screen_ = std::make_unique<terminal::live_screen>(on_);
}

std::string demo_view::stamp() const {
  const auto seconds = std::chrono::duration<double>(steady_clock::now() - began_).count();
  const auto text = terminal::fixed_text(seconds, 1);
  return std::string(6 - std::min<std::size_t>(6, text.size()), ' ') + text + " s  ";
}

void demo_view::happens(const std::string& words) {
  const std::lock_guard guard{mutex_};
  lines_.push_back(stamp() + terminal::printable(words));
  if (!screen_) on_.out << lines_.back() << "\n" << std::flush;
}

void demo_view::show(const client::stats_figures& now) {
  const std::lock_guard guard{mutex_};
  if (screen_) {
    std::string text =
        terminal::toned("acumage demo", terminal::tone::strong, on_.colours) +
        "  a simulated Acumatica -> the node -> a simulated store; Ctrl-C ends it\n\n";
    const auto room = std::min(most_lines, on_.height / 3);
    const auto first = lines_.size() - std::min(lines_.size(), room);
    for (auto i = first; i < lines_.size(); ++i) text += lines_[i] + "\n";
    text += std::string(room - (lines_.size() - first) + 1, '\n');
    screen_->draw(text + watch::stats_text(now, on_, true));
    return;
  }
  const auto figures = short_figures(now);
  const auto at = steady_clock::now();
  if (figures == last_figures_ || at - last_shown_ < std::chrono::seconds{1}) return;
  last_figures_ = figures;
  last_shown_ = at;
  for (const auto& each : figures) on_.out << stamp() << "  " << each << "\n";
  on_.out << std::flush;
}

void demo_view::close() {
  const std::lock_guard guard{mutex_};
  if (!screen_) return;
  screen_.reset();
  for (const auto& each : lines_) on_.out << each << "\n";
  on_.out << std::flush;
}

}  // namespace acumage::demo
