#include "magento/resolver.hpp"

#include <netdb.h>
#include <poll.h>
#include <algorithm>
#include <array>
#include <memory>
#include <mutex>
#include <system_error>
#include <thread>

namespace acumage::magento {

namespace {

resolution look_up(const std::string& host, int port, int flags) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = flags | AI_NUMERICSERV;
  addrinfo* found = nullptr;
  resolution result;
  if (const int failed =
          ::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found)) {
    result.ended = io::broken;
    result.problem = ::gai_strerror(failed);
    return result;
  }
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner{found, &::freeaddrinfo};
  for (const auto* one = found; one != nullptr; one = one->ai_next) {
    net_address address;
    address.size = one->ai_addrlen;
    const auto* bytes = reinterpret_cast<const char*>(one->ai_addr);
    std::copy_n(bytes, one->ai_addrlen, reinterpret_cast<char*>(&address.storage));
    std::array<char, NI_MAXHOST> text{};
    ::getnameinfo(one->ai_addr, one->ai_addrlen, text.data(), text.size(), nullptr, 0,
                  NI_NUMERICHOST);
    address.text = text.data();
    result.addresses.push_back(std::move(address));
  }
  return result;
}

/// Shared by the one who waits and the thread that may outlive the wait.
struct look_up_job {
  std::mutex mutex;
  resolution found;
  wake_signal finished;
};

}  // namespace

resolution resolve(const std::string& host, int port, time_point deadline,
                   const wake_signal& interrupt) {
  if (auto literal = look_up(host, port, AI_NUMERICHOST); literal.ended == io::ok) return literal;
  const auto job = std::make_shared<look_up_job>();
  try {
    std::thread{[job, host, port] {
      auto found = look_up(host, port, 0);
      const std::lock_guard lock{job->mutex};
      job->found = std::move(found);
      job->finished.raise();
    }}.detach();
  } catch (const std::system_error& problem) {
    return {io::broken, {}, problem.what()};
  }
  const auto ended = wait_ready(job->finished.descriptor(), POLLIN, deadline, interrupt);
  if (ended != io::ok) return {ended, {}, "the name server does not answer"};
  const std::lock_guard lock{job->mutex};
  return std::move(job->found);
}

}  // namespace acumage::magento
