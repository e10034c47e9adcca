#include "magento/wake_signal.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>
#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

namespace acumage::magento {

wake_signal::wake_signal() : descriptor_{::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)} {
  if (descriptor_ < 0) throw std::system_error{errno, std::generic_category(), "eventfd"};
}

wake_signal::~wake_signal() { ::close(descriptor_); }

void wake_signal::raise() noexcept {
  const std::uint64_t one = 1;
  // Fails only when the counter is full, and then it is raised.
  [[maybe_unused]] const auto written = ::write(descriptor_, &one, sizeof one);
}

bool wake_signal::raised() const {
  pollfd one{descriptor_, POLLIN, 0};
  return ::poll(&one, 1, 0) > 0;
}

void wake_signal::clear() noexcept {
  std::uint64_t count = 0;
  [[maybe_unused]] const auto taken = ::read(descriptor_, &count, sizeof count);
}

io wait_ready(int descriptor, short events, time_point deadline, const wake_signal& interrupt) {
  using std::chrono::milliseconds;
  for (;;) {
    const auto left = deadline - std::chrono::steady_clock::now();
    const auto wait =
        std::clamp<milliseconds::rep>(std::chrono::ceil<milliseconds>(left).count(), 0, 3'600'000);
    std::array<pollfd, 2> both{{{interrupt.descriptor(), POLLIN, 0}, {descriptor, events, 0}}};
    const int ready = ::poll(both.data(), both.size(), static_cast<int>(wait));
    if (ready < 0 && errno != EINTR) return io::broken;
    if (ready > 0) return both[0].revents != 0 ? io::interrupted : io::ok;
    if (std::chrono::steady_clock::now() >= deadline) return io::late;
  }
}

}  // namespace acumage::magento
