// A flag that another thread raises and that ends a wait on a socket.
#pragma once

#include <chrono>
#include <cstdint>

namespace acumage::magento {

using time_point = std::chrono::steady_clock::time_point;

/// How a step on a socket ended.
enum class io : std::uint8_t {
  ok,
  closed,       ///< the other side ended the connection in order
  broken,       ///< it broke, or the bytes made no sense
  late,         ///< the deadline came first
  interrupted,  ///< the signal came first
};

/// Stays raised until it is cleared. raise() may be called from any thread.
class wake_signal {
 public:
  wake_signal();  ///< throws std::system_error when the process is out of descriptors
  ~wake_signal();
  wake_signal(const wake_signal&) = delete;
  wake_signal& operator=(const wake_signal&) = delete;

  void raise() noexcept;
  bool raised() const;
  void clear() noexcept;
  int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

/// Waits until `descriptor` is ready for `events` of poll(2); -1 waits for the time alone.
io wait_ready(int descriptor, short events, time_point deadline, const wake_signal& interrupt);

}  // namespace acumage::magento
