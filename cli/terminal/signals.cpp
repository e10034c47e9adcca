#include "cli/terminal/signals.hpp"

#include <algorithm>
#include <cerrno>
#include <ctime>

#include <sys/signalfd.h>
#include <unistd.h>

namespace acumage::terminal {

namespace {
void (*on_fault)() = nullptr;

void die(int signal) {
  on_fault();
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}
}  // namespace

void note_faults(void (*note)()) {
  on_fault = note;
  for (const int each : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT}) std::signal(each, die);
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
