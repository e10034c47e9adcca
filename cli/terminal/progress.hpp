// A progress line on stderr that overwrites itself.
#pragma once

#include "cli/terminal/terminal.hpp"

#include <chrono>
#include <string>

namespace acumage::terminal {

/// Shown only if a person watches stderr; otherwise it writes nothing.
class progress_line {
 public:
  explicit progress_line(terminal& on) : on_{on} {}
  /// Removes the line; the next output takes its place.
  ~progress_line() { clear(); }
  progress_line(const progress_line&) = delete;
  progress_line& operator=(const progress_line&) = delete;

  /// `share` in 0 to 1. Draws at most ten times a second.
  void show(double share, const std::string& words);
  /// To be called before anything else is written to stderr.
  void clear();

 private:
  terminal& on_;
  bool drawn_ = false;
  std::chrono::steady_clock::time_point last_{};
};

/// `[#######.............]  35 %  words`, cut to the width.
std::string progress_text(double share, const std::string& words, std::size_t width);

}  // namespace acumage::terminal
