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
  bool out_is_screen = false;  ///< may be drawn over
  bool has_keys = false;       ///< `out` is such a screen, and stdin its keyboard
  bool err_is_screen = false;
  bool colours = false;            ///< of `out`
  std::size_t width = 100;         ///< columns of the screen
  std::size_t height = 40;         ///< lines of the screen
  std::istream* person = nullptr;  ///< who answers a question on `err`; null: nobody
};

/// Stdout and stderr of this process. No colours when NO_COLOR is set (no-color.org) or TERM is "dumb".
terminal own_terminal();

/// Asks "`question` [y/N] ". True where nobody is there to answer, too: a script means what it says.
bool agreed(terminal& to, const std::string& question);

/// The exit code of a command that ended with `code`: 1 when not all that it wrote reached `out` (a full disk, a closed
/// pipe), which it says.
int code_of(int code, terminal& to);

/// Columns that the UTF-8 text takes: one a character. Marks that take none and those that take two do not
/// occur in what is printed here, keys aside.
std::size_t columns_of(std::string_view text);

/// The text cut to that many columns, the last one a `…` when something is missing.
std::string cut_to(std::string_view text, std::size_t columns);

/// For a terminal that shows ASCII alone: `…` becomes `~`, the marks of a sorted column `v` and `^`, all
/// else `?`.
std::string ascii_of(std::string_view text);

/// Without what a terminal would obey: control characters become spaces. For texts of others.
std::string printable(std::string_view text);

/// Draws whole screens, one over the other, and gives the old one back at the end.
class live_screen {
 public:
  explicit live_screen(terminal& on);
  ~live_screen();
  live_screen(const live_screen&) = delete;
  live_screen& operator=(const live_screen&) = delete;

  /// Lines beyond the height are left out, and lines beyond the width cut; colour codes count as nothing.
  void draw(const std::string& text);

 private:
  terminal& on_;
};

}  // namespace acumage::terminal
