// Messages to the service manager that started the process, if it listens (sd_notify(3)).
#pragma once

#include <chrono>
#include <string_view>

namespace acumage::node {

/// Sends lines such as "READY=1" in one datagram to $NOTIFY_SOCKET; does nothing if no manager
/// listens.
void tell_service_manager(std::string_view lines);

/// How often the manager expects "WATCHDOG=1" from this process ($WATCHDOG_USEC,
/// sd_watchdog_enabled(3)); 0: never.
std::chrono::milliseconds watchdog_time();

}  // namespace acumage::node
