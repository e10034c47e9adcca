#include "simulator/http/socket_stream.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace acumage::simulator {

socket_stream::socket_stream(int descriptor)
    : descriptor_{descriptor}, in_(std::size_t{64} << 10) {}

bool socket_stream::wait_for_bytes() {
  if (read_ < filled_) return true;
  ssize_t got = 0;
  do {
    got = ::recv(descriptor_, in_.data(), in_.size(), 0);
  } while (got < 0 && errno == EINTR);
  read_ = 0;
  filled_ = got > 0 ? static_cast<std::size_t>(got) : 0;
  return got > 0;
}

ssize_t socket_stream::read(char* to, size_t size) {
  // "100 Continue" must leave before the body it invites can come.
  if (read_ == filled_ && !out_.empty()) {
    if (!send_all(out_)) return -1;
    out_.clear();
  }
  if (!wait_for_bytes()) return 0;
  const std::size_t taken = std::min(size, filled_ - read_);
  std::memcpy(to, in_.data() + read_, taken);
  read_ += taken;
  return static_cast<ssize_t>(taken);
}

ssize_t socket_stream::write(const char* from, size_t size) {
  out_.append(from, size);
  return static_cast<ssize_t>(size);
}

bool socket_stream::send_all(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool socket_stream::send_answer(const wire_plan& plan,
                                const std::function<bool(std::chrono::milliseconds)>& pause) {
  const std::string whole = std::move(out_);
  out_.clear();
  switch (plan.how) {
    case wire_plan::ending::whole: return send_all(whole);
    case wire_plan::ending::reset: return false;
    case wire_plan::ending::half: {
      const auto body = std::min(whole.find("\r\n\r\n") + 4, whole.size());
      send_all(std::string_view{whole}.substr(0, body + (whole.size() - body) / 2));
      return false;
    }
    case wire_plan::ending::dripped: break;
  }
  for (std::size_t at = 0; at < whole.size(); at += plan.drip_bytes) {
    if (at > 0 && !pause(plan.drip_pause)) return false;
    if (!send_all(std::string_view{whole}.substr(at, plan.drip_bytes))) return false;
  }
  return true;
}

// Who talks to the simulator is of no interest to it.
void socket_stream::get_remote_ip_and_port(std::string& ip, int& port) const {
  ip = "127.0.0.1";
  port = 0;
}

void socket_stream::get_local_ip_and_port(std::string& ip, int& port) const {
  ip = "127.0.0.1";
  port = 0;
}

}  // namespace acumage::simulator
