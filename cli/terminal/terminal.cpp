#include "cli/terminal/terminal.hpp"

#include <cstdlib>
#include <iostream>
#include <sstream>

#include <sys/ioctl.h>
#include <unistd.h>

namespace acumage::terminal {

namespace {

constexpr std::string_view enter_screen = "\x1b[?1049h\x1b[?25l";  // alternate screen, no cursor
constexpr std::string_view leave_screen = "\x1b[?25h\x1b[?1049l";
constexpr std::string_view to_the_top = "\x1b[H";
constexpr std::string_view clear_line = "\x1b[K";
constexpr std::string_view clear_below = "\x1b[J";
constexpr std::string_view plain = "\x1b[0m";

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

void ask_size(terminal& of) {
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0)
    return;
  of.width = size.ws_col;
  of.height = size.ws_row;
}

bool is_dumb() {
  const char* const kind = std::getenv("TERM");
  return kind != nullptr && std::string_view{kind} == "dumb";
}

bool colours_wanted() {
  const char* const refused = std::getenv("NO_COLOR");
  return refused == nullptr || *refused == '\0';
}

/// Like cut_to, but escape sequences take no columns; they end with a letter.
std::string cut_drawn(std::string_view line, std::size_t columns) {
  std::string made;
  std::size_t taken = 0;
  for (std::size_t i = 0; i < line.size();) {
    std::size_t next = i + 1;
    if (line[i] == '\x1b') {
      next = std::min(line.find_first_of("mK", i), line.size() - 1) + 1;
    } else {
      while (next < line.size() && is_continuation(line[next])) ++next;
      if (++taken > columns) return made + std::string{plain};
    }
    made += line.substr(i, next - i);
    i = next;
  }
  return made;
}

}  // namespace

terminal own_terminal() {
  terminal mine{.out = std::cout, .err = std::cerr};
  mine.out_is_screen = ::isatty(STDOUT_FILENO) == 1 && !is_dumb();
  mine.err_is_screen = ::isatty(STDERR_FILENO) == 1;
  mine.colours = mine.out_is_screen && colours_wanted();
  mine.has_keys = mine.out_is_screen && ::isatty(STDIN_FILENO) == 1;
  ask_size(mine);
  if (mine.err_is_screen && ::isatty(STDIN_FILENO) == 1) mine.person = &std::cin;
  return mine;
}

bool agreed(terminal& to, const std::string& question) {
  if (to.person == nullptr) return true;
  to.err << question << " [y/N] " << std::flush;
  std::string answer;
  std::getline(*to.person, answer);
  return answer == "y" || answer == "Y" || answer == "yes";
}

int code_of(int code, terminal& to) {
  if (to.out.flush()) return code;
  to.err
      << "stdout: not all of the output could be written; expected room on the disk, and a reader "
         "until the end\n"
      << std::flush;
  return code == 0 ? 1 : code;
}

std::size_t columns_of(std::string_view text) {
  std::size_t columns = 0;
  for (const char byte : text)
    if (!is_continuation(byte)) ++columns;
  return columns;
}

std::string cut_to(std::string_view text, std::size_t columns) {
  if (columns_of(text) <= columns) return std::string{text};
  if (columns == 0) return {};
  std::size_t end = 0;
  for (std::size_t taken = 0; end < text.size(); ++end)
    if (!is_continuation(text[end]) && ++taken == columns) break;
  return std::string{text.substr(0, end)} + "…";
}

std::string ascii_of(std::string_view text) {
  std::string made;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t next = i + 1;
    while (next < text.size() && is_continuation(text[next])) ++next;
    const auto mark = text.substr(i, next - i);
    if (static_cast<unsigned char>(text[i]) < 0x80U)
      made += text[i];
    else
      made += mark == "…" ? '~' : mark == "▼" ? 'v' : mark == "▲" ? '^' : '?';
    i = next;
  }
  return made;
}

std::string printable(std::string_view text) {
  std::string made{text};
  for (std::size_t i = 0; i < made.size(); ++i) {
    const auto byte = static_cast<unsigned char>(made[i]);
    const bool is_c1 = byte == 0xC2U && i + 1 < made.size() &&
                       static_cast<unsigned char>(made[i + 1]) < 0xA0U;  // U+0080 to U+009F
    if (is_c1) made.replace(i, 2, " ");
    if (byte < 0x20U || byte == 0x7FU) made[i] = ' ';
  }
  return made;
}

live_screen::live_screen(terminal& on) : on_{on} { on_.out << enter_screen << std::flush; }
live_screen::~live_screen() { on_.out << leave_screen << std::flush; }

void live_screen::draw(const std::string& text) {
  if (on_.out_is_screen) ask_size(on_);  // the window may have been resized
  std::istringstream lines{text};
  std::string screen{to_the_top};
  std::string line;
  // The last line gets no line break, because the terminal would scroll.
  for (std::size_t drawn = 0; drawn < on_.height && std::getline(lines, line); ++drawn) {
    if (drawn > 0) screen += '\n';
    screen += cut_drawn(line, on_.width);
    screen += clear_line;
  }
  on_.out << screen << clear_below << std::flush;
}

}  // namespace acumage::terminal
