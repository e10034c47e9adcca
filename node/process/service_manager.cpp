#include "node/process/service_manager.hpp"

#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>

namespace acumage::node {

namespace {

std::optional<std::int64_t> number_in(const char* variable) {
  const char* const text = std::getenv(variable);
  if (text == nullptr) return std::nullopt;
  const std::string_view all{text};
  std::int64_t number = 0;
  const auto [end, problem] = std::from_chars(all.data(), all.data() + all.size(), number);
  if (problem != std::errc{} || end != all.data() + all.size() || number <= 0) return std::nullopt;
  return number;
}

}  // namespace

void tell_service_manager(std::string_view lines) {
  const char* const path = std::getenv("NOTIFY_SOCKET");
  if (path == nullptr) return;
  const std::string_view name{path};
  sockaddr_un to{};
  if (name.size() < 2 || name.size() >= sizeof to.sun_path) return;
  to.sun_family = AF_UNIX;
  std::copy(name.begin(), name.end(), std::begin(to.sun_path));
  if (name.front() == '@') to.sun_path[0] = '\0';  // an abstract name (unix(7))
  const int socket = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (socket < 0) return;
  // A manager that does not read its socket must not block the process.
  const timeval at_most{1, 0};
  ::setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &at_most, sizeof at_most);
  const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + name.size());
  // If the message is lost, the manager reacts with a restart. There is no one else to notify.
  static_cast<void>(!::sendto(socket, lines.data(), lines.size(), MSG_NOSIGNAL,
                              reinterpret_cast<const sockaddr*>(&to), size));
  ::close(socket);
}

std::chrono::milliseconds watchdog_time() {
  const auto pid = number_in("WATCHDOG_PID");
  const auto microseconds = number_in("WATCHDOG_USEC");
  if (!microseconds || (pid && *pid != ::getpid())) return std::chrono::milliseconds{0};
  return std::chrono::milliseconds{*microseconds / 1000};
}

}  // namespace acumage::node
