// Signals as something to wait for, not as interruptions.
#pragma once

#include <chrono>
#include <initializer_list>
#include <optional>

#include <csignal>

namespace acumage::terminal {

/// Calls `note` when a fault of this process (SIGSEGV, SIGABRT and similar) is about to end it,
/// then lets the process die. `note` may do only what a signal handler may do. If the disk cannot
/// supply a page of a mapped file, which is no fault of the program, it writes `no_page` to stderr
/// and ends the process with 1.
void note_faults(void (*note)(), const char* no_page);

/// Holds back the signals in this thread, and in every thread started later, until wait() takes
/// them. To be created before any other thread. Its destructor restores the previous mask.
class held_signals {
 public:
  explicit held_signals(std::initializer_list<int> which);
  ~held_signals();
  held_signals(const held_signals&) = delete;
  held_signals& operator=(const held_signals&) = delete;

  /// Waits for the next one, without a time limit.
  int wait() const;
  /// Empty if none arrived in this time.
  std::optional<int> wait(std::chrono::milliseconds at_most) const;
  /// For poll(): readable while wait() has a signal to take. -1: the system provides no descriptor.
  int descriptor();

 private:
  sigset_t held_;
  sigset_t before_;
  int descriptor_ = -1;
};

}  // namespace acumage::terminal
