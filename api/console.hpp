// The operator's console: its files, embedded by the build, and their routes.
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

/// The files of api/console/, embedded by cmake/embed.cmake.
std::span<const console_file> console_files();

/// Is it a request for one of these files? They contain no data, so they need no token (SPEC 11).
bool is_console(const request_head& head);

/// GET of each file, with a policy that keeps the page from loading anything from elsewhere,
/// running other scripts than its own files, and being framed by another page (Content Security
/// Policy Level 3).
void add_console_routes(router& routes);

}  // namespace acumage::api
