#include "node/process/patient_output.hpp"

#include <poll.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <climits>

namespace acumage::node {

bool write_patiently(int descriptor, std::string_view text, const std::function<bool()>& enough) {
  constexpr int look_again_ms = 50;
  while (!text.empty()) {
    pollfd to{descriptor, POLLOUT, 0};
    const bool last_try = enough();
    if (::poll(&to, 1, last_try ? 0 : look_again_ms) <= 0) {
      if (last_try) return false;
      continue;
    }
    // A pipe with any room accepts this much (pipe(7)); a larger piece would wait for its reader.
    const auto put = ::write(descriptor, text.data(), std::min<std::size_t>(text.size(), PIPE_BUF));
    if (put >= 0)
      text.remove_prefix(static_cast<std::size_t>(put));
    else if (errno != EINTR && errno != EAGAIN)
      return false;
  }
  return true;
}

bool write_within(int descriptor, std::string_view text, std::chrono::milliseconds at_most) {
  const auto until = std::chrono::steady_clock::now() + at_most;
  return write_patiently(descriptor, text,
                         [until] { return std::chrono::steady_clock::now() >= until; });
}

}  // namespace acumage::node
