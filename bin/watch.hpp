// `acumage stats --watch` on a screen with keys.
#pragma once

#include "bin/client.hpp"
#include "bin/command_line.hpp"
#include "bin/terminal.hpp"
#include "bin/watch_figures.hpp"

namespace acumage::bin {

/// Until `q` or SIGINT, SIGTERM, SIGHUP (0), or until the terminal is gone (1). errc::unsupported, and nothing
/// drawn, when the terminal cannot be drawn on.
result<int> watch_on_screen(client& node, const stats_command& what, stats_figures first,
                            terminal& to);

}  // namespace acumage::bin
