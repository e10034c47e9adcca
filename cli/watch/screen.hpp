// The terminal as one screen to draw on, and its keyboard.
#pragma once

#include "cli/terminal/terminal.hpp"
#include "cli/watch/view.hpp"
#include "messages/result.hpp"

#include <memory>
#include <optional>
#include <vector>

namespace acumage::watch {

/// This process's own terminal, restored at the end. For one thread, and one instance at a time.
class terminal_screen {
 public:
  /// errc::unsupported if TERM names no terminal that can be drawn on. Black and white without
  /// `colours`.
  static result<std::unique_ptr<terminal_screen>> open(const terminal::terminal& on);
  ~terminal_screen();
  terminal_screen(const terminal_screen&) = delete;
  terminal_screen& operator=(const terminal_screen&) = delete;

  screen_size size() const;
  /// To be called after SIGWINCH.
  void take_new_size();
  void draw(const std::vector<screen_line>& lines);
  /// A key that was pressed (watch_key), without waiting; unknown keys are skipped.
  std::optional<char> next_key();

 private:
  class parts;
  explicit terminal_screen(std::unique_ptr<parts> of);

  std::unique_ptr<parts> parts_;
};

}  // namespace acumage::watch
