// Host name to addresses, within a deadline.
#pragma once

#include "magento/wake_signal.hpp"

#include <sys/socket.h>
#include <string>
#include <vector>

namespace acumage::magento {

struct net_address {
  sockaddr_storage storage{};
  socklen_t size = 0;
  std::string text;  ///< "10.1.2.3"
};

struct resolution {
  io ended = io::ok;  ///< late: the resolver did not answer; broken: `problem` says why
  std::vector<net_address> addresses;
  std::string problem;
};

/// getaddrinfo cannot be stopped and takes up to half a minute when no name server answers, so a name
/// (not an address) is looked up on a thread of its own, which is left behind when the wait ends first.
resolution resolve(const std::string& host, int port, time_point deadline,
                   const wake_signal& interrupt);

}  // namespace acumage::magento
