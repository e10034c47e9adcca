#include "cli/watch/screen.hpp"

#include "cli/watch/keys.hpp"

#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <utility>

#include <langinfo.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define NCURSES_NOMACROS  // `move`, `erase` and their like are functions here
#include <curses.h>

namespace acumage::watch {

namespace {

constexpr short good_pair = 1;
constexpr short bad_pair = 2;
constexpr int escape_delay_ms = 25;  // the rest of an arrow key may follow Esc for this long

bool start_colours() {
  if (::start_color() == ERR || ::use_default_colors() == ERR) return false;
  ::init_pair(good_pair, COLOR_GREEN, -1);
  ::init_pair(bad_pair, COLOR_RED, -1);
  return true;
}

attr_t look_of(terminal::tone how, bool colours) {
  switch (how) {
    case terminal::tone::plain: return A_NORMAL;
    case terminal::tone::strong: return A_BOLD;
    case terminal::tone::faint: return colours ? A_DIM : A_NORMAL;
    case terminal::tone::good:
      return colours ? static_cast<attr_t>(COLOR_PAIR(good_pair)) : A_NORMAL;
    case terminal::tone::bad: return colours ? static_cast<attr_t>(COLOR_PAIR(bad_pair)) : A_BOLD;
  }
  return A_NORMAL;
}

std::optional<char> key_of(int code) {
  switch (code) {
    case KEY_UP: return watch_key::up;
    case KEY_DOWN: return watch_key::down;
    case KEY_LEFT: return watch_key::left;
    case KEY_RIGHT: return watch_key::right;
    case KEY_PPAGE: return watch_key::page_up;
    case KEY_NPAGE: return watch_key::page_down;
    default: break;
  }
  if (code <= 0 || code >= 0x80) return std::nullopt;
  return static_cast<char>(code);
}

}  // namespace

class terminal_screen::parts {
 public:
  SCREEN* screen = nullptr;
  std::string locale_before;
  bool colours = false;
  bool utf8 = false;
};

result<std::unique_ptr<terminal_screen>> terminal_screen::open(const terminal::terminal& on) {
  auto made = std::make_unique<parts>();
  if (const char* const before = std::setlocale(LC_CTYPE, nullptr)) made->locale_before = before;
  std::setlocale(LC_CTYPE, "");  // determines which bytes the terminal reads as one character
  made->utf8 = std::strcmp(::nl_langinfo(CODESET), "UTF-8") == 0;
  made->screen = ::newterm(nullptr, stdout, stdin);
  if (made->screen == nullptr) {
    std::setlocale(LC_CTYPE, made->locale_before.c_str());
    const char* const kind = std::getenv("TERM");
    return error{errc::unsupported,
                 "TERM = " + std::string{kind == nullptr ? "" : kind} +
                     ": this terminal cannot be drawn on; expected one that terminfo knows",
                 {}};
  }
  made->colours = on.colours && ::has_colors() && start_colours();
  ::set_escdelay(escape_delay_ms);
  ::cbreak();
  ::noecho();
  ::nonl();
  ::curs_set(0);
  ::keypad(stdscr, TRUE);
  ::nodelay(stdscr, TRUE);
  return std::unique_ptr<terminal_screen>{new terminal_screen{std::move(made)}};
}

terminal_screen::terminal_screen(std::unique_ptr<parts> of) : parts_{std::move(of)} {}

terminal_screen::~terminal_screen() {
  ::endwin();
  ::delscreen(parts_->screen);
  std::setlocale(LC_CTYPE, parts_->locale_before.c_str());
}

screen_size terminal_screen::size() const {
  return {static_cast<std::size_t>(getmaxx(stdscr)), static_cast<std::size_t>(getmaxy(stdscr))};
}

void terminal_screen::take_new_size() {
  winsize now{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &now) != 0 || now.ws_row == 0 || now.ws_col == 0) return;
  ::resizeterm(now.ws_row, now.ws_col);
  ::clearok(curscr, TRUE);  // terminals differ in what they leave on the screen
}

void terminal_screen::draw(const std::vector<screen_line>& lines) {
  ::erase();
  int row = 0;
  for (const auto& line : lines) {
    ::move(row, 0);
    for (const auto& each : line.parts) {
      ::attrset(static_cast<int>(look_of(each.how, parts_->colours)));
      ::addstr(parts_->utf8 ? each.text.c_str() : terminal::ascii_of(each.text).c_str());
    }
    if (line.marked) ::mvchgat(row, 0, -1, A_REVERSE, 0, nullptr);
    ++row;
  }
  ::refresh();
}

std::optional<char> terminal_screen::next_key() {
  for (;;) {
    const int code = ::getch();
    if (code == ERR) return std::nullopt;
    // Unknown keys do not answer a question either: KEY_RESIZE arrives after each new size.
    if (const auto key = key_of(code)) return key;
  }
}

}  // namespace acumage::watch
