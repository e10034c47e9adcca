// The operator's page: its files, as the build has put them into the program, and how they are served.
#pragma once

#include "api/http/message.hpp"
#include "api/http/router.hpp"

#include <span>
#include <string_view>

namespace acumage::api {

struct console_file {
  std::string_view path;  ///< "/" for the page, "/console/app.js"
  std::string_view type;  ///< of its content
  std::string_view text;
};

/// Of api/console/, embedded by cmake/embed.cmake.
std::span<const console_file> console_files();

/// Does it ask for one of these files? They hold no data, so they need no token (SPEC 11).
bool is_console(const request_head& head);

/// GET of each file, with a policy that lets the page load nothing from elsewhere, run no script but its own
/// files, and stand in no other page's frame (Content Security Policy Level 3).
void add_console_routes(router& routes);

}  // namespace acumage::api
