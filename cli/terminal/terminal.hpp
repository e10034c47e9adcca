// Where a command writes: the two streams, and whether a person watches them.
#pragma once

#include <cstddef>
#include <istream>
#include <ostream>
#include <string>
#include <string_view>

namespace acumage::terminal {

/// Output for machines goes to `out`, everything else to `err`. One thread.
struct terminal {
  std::ostream& out;
  std::ostream& err;
  bool out_is_screen = false;  ///< may be overwritten
  bool has_keys = false;       ///< `out` is such a screen, and stdin is its keyboard
  bool err_is_screen = false;
  bool colours = false;            ///< of `out`
  std::size_t width = 100;         ///< columns of the screen
  std::size_t height = 40;         ///< lines of the screen
  std::istream* person = nullptr;  ///< who answers a question on `err`; null: no one
};

/// Stdout and stderr of this process. No colours when NO_COLOR is set (no-color.org) or TERM is "dumb".
terminal own_terminal();

/// Asks "`question` [y/N] ". Also true if there is no one to answer, because a script means what it
/// says.
bool agreed(terminal& to, const std::string& question);

/// The exit code of a command that ended with `code`: 1, with a message, if not all of its output
/// reached `out` (a full disk, a closed pipe).
int code_of(int code, terminal& to);

/// The columns of a UTF-8 text: one per character. Characters of zero or double width occur only in
/// keys.
std::size_t columns_of(std::string_view text);

/// The text cut to that many columns; if something is missing, the last column is a `…`.
std::string cut_to(std::string_view text, std::size_t columns);

/// For a terminal that shows only ASCII: `…` becomes `~`, the marks of a sorted column become `v`
/// and `^`, everything else `?`.
std::string ascii_of(std::string_view text);

/// Replaces everything that a terminal would interpret: control characters become spaces. For texts
/// from outside.
std::string printable(std::string_view text);

/// Draws whole screens, one over the other, and restores the previous screen at the end.
class live_screen {
 public:
  explicit live_screen(terminal& on);
  ~live_screen();
  live_screen(const live_screen&) = delete;
  live_screen& operator=(const live_screen&) = delete;

  /// Lines beyond the height are left out, and lines beyond the width are cut; colour codes take no
  /// width.
  void draw(const std::string& text);

 private:
  terminal& on_;
};

}  // namespace acumage::terminal
