// The terminal as one screen that is drawn over, and its keyboard.
#pragma once

#include "cli/terminal/terminal.hpp"
#include "cli/watch/view.hpp"
#include "messages/result.hpp"

#include <memory>
#include <optional>
#include <vector>

namespace acumage::watch {

/// Of this process's own terminal; at its end the terminal is as it was. One thread, and one at a time.
class terminal_screen {
 public:
  /// errc::unsupported when TERM names no terminal that can be drawn on. Without `colours` in black and white.
  static result<std::unique_ptr<terminal_screen>> open(const terminal::terminal& on);
  ~terminal_screen();
  terminal_screen(const terminal_screen&) = delete;
  terminal_screen& operator=(const terminal_screen&) = delete;

  screen_size size() const;
  /// After SIGWINCH.
  void take_new_size();
  void draw(const std::vector<screen_line>& lines);
  /// A key that has been pressed already (watch_key), without waiting; keys that mean nothing are left out.
  std::optional<char> next_key();

 private:
  class parts;
  explicit terminal_screen(std::unique_ptr<parts> of);

  std::unique_ptr<parts> parts_;
};

}  // namespace acumage::watch
