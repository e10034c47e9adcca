#include "cli/terminal/signals.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <ctime>

#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

namespace acumage::terminal {

namespace {
void (*on_fault)() = nullptr;
const char* no_page_words = "";

void die(int signal) {
  on_fault();
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}
void on_bus_error(int signal, siginfo_t* facts, void* /*context*/) {
  if (facts->si_code != BUS_ADRERR && facts->si_code != BUS_OBJERR) return die(signal);
  pollfd to{STDERR_FILENO, POLLOUT, 0};
  if (::poll(&to, 1, 0) > 0)
    static_cast<void>(!::write(STDERR_FILENO, no_page_words, std::strlen(no_page_words)));
  ::_exit(1);
}

}  // namespace

void note_faults(void (*note)(), const char* no_page) {
  on_fault = note;
  no_page_words = no_page;
  for (const int each : {SIGSEGV, SIGFPE, SIGILL, SIGABRT}) std::signal(each, die);
  struct sigaction on_bus {};
  on_bus.sa_sigaction = on_bus_error;
  on_bus.sa_flags = SA_SIGINFO;
  ::sigaction(SIGBUS, &on_bus, nullptr);
}

held_signals::held_signals(std::initializer_list<int> which) {
  sigemptyset(&held_);
  sigemptyset(&before_);
  for (const int each : which) sigaddset(&held_, each);
  pthread_sigmask(SIG_BLOCK, &held_, &before_);
}

held_signals::~held_signals() {
  if (descriptor_ >= 0) ::close(descriptor_);
  pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

int held_signals::descriptor() {
  if (descriptor_ < 0) descriptor_ = ::signalfd(-1, &held_, SFD_CLOEXEC);
  return descriptor_;
}

int held_signals::wait() const {
  int taken = 0;
  while (sigwait(&held_, &taken) != 0) {
  }
  return taken;
}

std::optional<int> held_signals::wait(std::chrono::milliseconds at_most) const {
  const auto until = std::chrono::steady_clock::now() + at_most;
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::nanoseconds>(
        std::max(until - std::chrono::steady_clock::now(), std::chrono::steady_clock::duration{0}));
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(left);
    const timespec time{static_cast<std::time_t>(seconds.count()),
                        static_cast<long>((left - seconds).count())};
    const int taken = sigtimedwait(&held_, nullptr, &time);
    if (taken > 0) return taken;
    if (errno != EINTR) return std::nullopt;  // a signal that is not held may interrupt it
  }
}

}  // namespace acumage::terminal
