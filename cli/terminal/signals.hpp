// Signals as something to wait for, instead of something that strikes in the middle.
#pragma once

#include <chrono>
#include <initializer_list>
#include <optional>

#include <csignal>

namespace acumage::terminal {

/// Calls `note` when this process is about to die by a fault of its own (SIGSEGV, SIGABRT and kin), then
/// lets it die. `note` may only do what a signal handler may. When the disk does not give a page of a mapped file, which
/// is no fault of the program, it writes `no_page` to stderr and ends the process with 1.
void note_faults(void (*note)(), const char* no_page);

/// Holds back the signals in this thread, and in every thread started later, until wait() takes them.
/// Made before any other thread. The mask of before comes back at its end.
class held_signals {
 public:
  explicit held_signals(std::initializer_list<int> which);
  ~held_signals();
  held_signals(const held_signals&) = delete;
  held_signals& operator=(const held_signals&) = delete;

  /// The next one, whenever it comes.
  int wait() const;
  /// Empty: none came for so long.
  std::optional<int> wait(std::chrono::milliseconds at_most) const;
  /// For poll(): readable when there is one for wait() to take. -1: the system gives none.
  int descriptor();

 private:
  sigset_t held_;
  sigset_t before_;
  int descriptor_ = -1;
};

}  // namespace acumage::terminal
