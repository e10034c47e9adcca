// `acumage stats --watch` on a screen with keys.
#pragma once

#include "cli/client/client.hpp"
#include "cli/terminal/terminal.hpp"
#include "cli/watch/figures.hpp"

#include <chrono>

namespace acumage::watch {

/// Runs until `q` or SIGINT, SIGTERM, SIGHUP (0), or until the terminal is gone (1).
/// errc::unsupported, with nothing drawn, if the terminal cannot be drawn on.
result<int> watch_on_screen(client::client& node, std::chrono::milliseconds interval,
                            client::stats_figures first, terminal::terminal& to);

}  // namespace acumage::watch
