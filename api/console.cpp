#include "api/console.hpp"

#include "api/admin_call.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace acumage::api {

namespace {

/// Trusted types: no script may ever turn text into markup.
constexpr std::string_view policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'";

reply served(const console_file& file) {
  return {.status = 200,
          .content_type = std::string{file.type},
          .body = std::string{file.text},
          .headers = {{"Content-Security-Policy", std::string{policy}},
                      {"Cross-Origin-Opener-Policy", "same-origin"},
                      {"Cross-Origin-Resource-Policy", "same-origin"},
                      {"Referrer-Policy", "no-referrer"},
                      {"X-Frame-Options", "DENY"}}};
}

}  // namespace

bool is_console(const request_head& head) {
  if (head.method != "GET" && head.method != "HEAD") return false;
  const auto files = console_files();
  return std::any_of(files.begin(), files.end(),
                     [&](const console_file& each) { return each.path == head.path(); });
}

void add_console_routes(router& routes) {
  for (const auto& each : console_files())
    routes.get(std::string{each.path}, [&each](const request&) { return served(each); });
}

}  // namespace acumage::api
