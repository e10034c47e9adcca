#include "tests/process/displays/screen_process.hpp"

#include <doctest/doctest.h>

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utmp.h>
#include <algorithm>
#include <array>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <functional>

namespace acumage::tests {

namespace {

using namespace std::chrono_literals;

bool within_30_s(const std::function<bool()>& reached) {
  const auto deadline = std::chrono::steady_clock::now() + 30s;
  while (!reached())
    if (std::chrono::steady_clock::now() >= deadline) return false;
  return true;
}

[[noreturn]] void become(int line, std::vector<std::string> words, const std::string& kind) {
  ::login_tty(line);
  // The test's own handlers and masks are not for the program.
  for (const int each : {SIGTERM, SIGINT, SIGHUP}) ::signal(each, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  ::pthread_sigmask(SIG_SETMASK, &none, nullptr);
  ::setenv("TERM", kind.c_str(), 1);
  ::setenv("LC_ALL", "C.UTF-8", 1);
  for (const auto* const each : {"NO_COLOR", "LINES", "COLUMNS"}) ::unsetenv(each);
  std::vector<char*> arguments;
  for (auto& each : words) arguments.push_back(each.data());
  arguments.push_back(nullptr);
  ::execv(arguments[0], arguments.data());
  ::_exit(127);
}

}  // namespace

screen_process::screen_process(std::vector<std::string> arguments, const std::string& kind) {
  arguments.insert(arguments.begin(), ACUMAGE_PROGRAM);
  const winsize size{.ws_row = height_, .ws_col = 80, .ws_xpixel = 0, .ws_ypixel = 0};
  REQUIRE(::openpty(&keyboard_, &line_, nullptr, nullptr, &size) == 0);
  ::fcntl(keyboard_, F_SETFD, FD_CLOEXEC);
  REQUIRE(::tcgetattr(line_, &before_) == 0);
  process_ = ::fork();
  if (process_ == 0) become(line_, std::move(arguments), kind);
}

screen_process::~screen_process() {
  if (process_ != 0) {
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
  }
  hang_up();
}

void screen_process::press(const std::string& keys) {
  REQUIRE(::write(keyboard_, keys.data(), keys.size()) == static_cast<ssize_t>(keys.size()));
}

void screen_process::signal(int number) { ::kill(process_, number); }

bool screen_process::shows(const std::vector<std::string>& words) {
  return within_30_s([&] {
    height_ = height_ == 24 ? 25 : 24;
    const winsize size{.ws_row = height_, .ws_col = 80, .ws_xpixel = 0, .ws_ypixel = 0};
    const auto from = written_.size();
    ::ioctl(keyboard_, TIOCSWINSZ, &size);
    read(200ms);
    return std::all_of(words.begin(), words.end(), [&](const std::string& each) {
      return written_.find(each, from) != std::string::npos;
    });
  });
}

bool screen_process::writes(const std::string& text) {
  return within_30_s([&] {
    read(100ms);
    return written_.find(text) != std::string::npos;
  });
}

int screen_process::wait() {
  int how = 0;
  const bool ended = within_30_s([&] {
    read(10ms);
    return ::waitpid(process_, &how, WNOHANG) == process_;
  });
  if (!ended) return -2;
  process_ = 0;
  read(0ms);
  return WIFEXITED(how) ? WEXITSTATUS(how) : -1;
}

void screen_process::hang_up() {
  for (int* const each : {&line_, &keyboard_}) {
    if (*each >= 0) ::close(*each);
    *each = -1;
  }
}

bool screen_process::is_as_before() const {
  termios now{};
  REQUIRE(::tcgetattr(line_, &now) == 0);
  return now.c_iflag == before_.c_iflag && now.c_oflag == before_.c_oflag &&
         now.c_cflag == before_.c_cflag && now.c_lflag == before_.c_lflag &&
         std::equal(std::begin(now.c_cc), std::end(now.c_cc), std::begin(before_.c_cc));
}

void screen_process::read(std::chrono::milliseconds at_most) {
  pollfd from{keyboard_, POLLIN, 0};
  auto left = static_cast<int>(at_most.count());
  while (::poll(&from, 1, left) > 0 && (from.revents & POLLIN) != 0) {
    std::array<char, 8192> buffer{};
    const auto count = ::read(keyboard_, buffer.data(), buffer.size());
    if (count <= 0) return;
    written_.append(buffer.data(), static_cast<std::size_t>(count));
    left = std::min(left, 50);  // as long as more comes
  }
}

}  // namespace acumage::tests
