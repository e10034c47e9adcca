// The real program on a terminal of its own: what it draws, the keys that are pressed, how it leaves the terminal.
#pragma once

#include <sys/types.h>
#include <termios.h>
#include <chrono>
#include <string>
#include <vector>

namespace acumage::tests {

class screen_process {
 public:
  /// On 80 columns and 24 lines. `kind` is TERM.
  explicit screen_process(std::vector<std::string> arguments, const std::string& kind = "xterm");
  ~screen_process();
  screen_process(const screen_process&) = delete;
  screen_process& operator=(const screen_process&) = delete;

  void press(const std::string& keys);
  void signal(int number);
  /// Changes the height, so that all is drawn anew, until each of the words has been drawn at once; false: it
  /// was not within 30 s.
  bool shows(const std::vector<std::string>& words);
  /// Waits until it has written that, without a change of the height.
  bool writes(const std::string& text);
  /// The exit code; -1: ended by a signal; -2: not within 30 s.
  int wait();
  void hang_up();  ///< the terminal is gone

  /// Everything that was written.
  const std::string& written() const { return written_; }
  /// Are the modes of the terminal those from before the program began?
  bool is_as_before() const;

 private:
  void read(std::chrono::milliseconds at_most);

  int keyboard_ = -1;  // both ends of the terminal
  int line_ = -1;
  pid_t process_ = 0;
  unsigned short height_ = 24;
  termios before_{};
  std::string written_;
};

}  // namespace acumage::tests
