// What the service manager that started the process is told, if it is one that listens (sd_notify(3)).
#pragma once

#include <chrono>
#include <string_view>

namespace acumage::node {

/// Lines such as "READY=1", in a datagram to $NOTIFY_SOCKET; nobody listens: nothing happens.
void tell_service_manager(std::string_view lines);

/// How often it must hear "WATCHDOG=1" of this process ($WATCHDOG_USEC, sd_watchdog_enabled(3)); 0: it does not care.
std::chrono::milliseconds watchdog_time();

}  // namespace acumage::node
