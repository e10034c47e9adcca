#include "cli/terminal/progress.hpp"

#include "cli/terminal/table.hpp"

#include <algorithm>

namespace acumage::terminal {

std::string progress_text(double share, const std::string& words, std::size_t width) {
  constexpr std::size_t cells = 20;
  const auto part = std::clamp(share, 0.0, 1.0);
  const auto full = static_cast<std::size_t>(part * cells);
  const auto percent = fixed_text(std::min(100.0, part * 100), 0);
  const std::string bar = "[" + std::string(full, '#') + std::string(cells - full, '.') + "] " +
                          std::string(3 - std::min<std::size_t>(3, percent.size()), ' ') + percent +
                          " %  ";
  return cut_to(bar + printable(words), width);
}

void progress_line::show(double share, const std::string& words) {
  if (!on_.err_is_screen) return;
  const auto now = std::chrono::steady_clock::now();
  if (drawn_ && now - last_ < std::chrono::milliseconds{100}) return;
  last_ = now;
  drawn_ = true;
  on_.err << "\r" << progress_text(share, words, on_.width - 1) << "\x1b[K" << std::flush;
}

void progress_line::clear() {
  if (!drawn_) return;
  on_.err << "\r\x1b[K" << std::flush;
  drawn_ = false;
}

}  // namespace acumage::terminal
