#include "api/http/router.hpp"

#include "api/http/media_type.hpp"

#include "compat/httplib_server.hpp"

#include <httplib.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <exception>
#include <new>
#include <vector>

namespace acumage::api {

namespace {

/// Headers about the transfer, which the front has already handled, or that would make the library
/// cut or compress a reply.
bool is_for_the_front(const std::string& name) {
  constexpr std::array<std::string_view, 10> names{
      "Connection", "Keep-Alive", "Content-Length", "Transfer-Encoding",
      "Trailer",    "TE",         "Expect",         "Accept-Encoding",
      "Range",      "Upgrade"};
  return std::any_of(names.begin(), names.end(),
                     [&](std::string_view each) { return same_token(each, name); });
}

/// A request line to read and a reply to collect.
class memory_stream : public httplib::Stream {
 public:
  memory_stream(std::string input, const request_head& head)
      : input_{std::move(input)}, head_{head} {}

  std::string take_output() { return std::move(output_); }

  bool is_readable() const override { return read_ < input_.size(); }
  bool is_writable() const override { return true; }

  ssize_t read(char* to, size_t size) override {
    const auto part = std::min(size, input_.size() - read_);
    std::memcpy(to, input_.data() + read_, part);
    read_ += part;
    return static_cast<ssize_t>(part);
  }

  ssize_t write(const char* from, size_t size) override {
    output_.append(from, size);
    return static_cast<ssize_t>(size);
  }

  void get_remote_ip_and_port(std::string& ip, int& port) const override {
    ip = head_.remote_address;
    port = 0;
  }
  void get_local_ip_and_port(std::string& ip, int& port) const override {
    ip = head_.local_address;
    port = head_.local_port;
  }
  socket_t socket() const override { return -1; }

 private:
  std::string input_;
  std::size_t read_ = 0;
  std::string output_;
  const request_head& head_;
};

request as_request(const httplib::Request& from) {
  request made{.method = from.method,
               .path = from.path,
               .parameters = {},
               .captures = {},
               .content_type = {},
               .body = from.body};
  for (const auto& [name, value] : from.params) made.parameters.emplace_back(name, value);
  for (std::size_t i = 1; i < from.matches.size(); ++i) made.captures.push_back(from.matches[i]);
  if (const auto type = from.headers.find("Content-Type"); type != from.headers.end())
    made.content_type = type->second;
  return made;
}

void fill_in(const reply& from, httplib::Response& to) {
  to.status = from.status;
  to.set_content(from.body, from.content_type.c_str());
  for (const auto& each : from.headers) to.set_header(each.name.c_str(), each.value);
}

/// Maximum length of a part in braces, because the library's matcher recurses once per character.
constexpr std::size_t max_capture = 64;

bool is_capture(std::string_view part) { return !part.empty() && part.front() == '{'; }

/// Removes the text up to the next slash from `path` and returns it.
std::string_view next_part(std::string_view& path) {
  const auto end = std::min(path.find('/'), path.size());
  const auto part = path.substr(0, end);
  path.remove_prefix(std::min(end + 1, path.size()));
  return part;
}

bool fits(std::string_view pattern, std::string_view path) {
  if (std::count(pattern.begin(), pattern.end(), '/') != std::count(path.begin(), path.end(), '/'))
    return false;
  while (!pattern.empty() || !path.empty()) {
    const auto wanted = next_part(pattern);
    const auto given = next_part(path);
    const bool same =
        is_capture(wanted) ? !given.empty() && given.size() <= max_capture : wanted == given;
    if (!same) return false;
  }
  return true;
}

/// The pattern as a regular expression for the library. Paths of routes contain no character with a
/// meaning there.
std::string expression_of(std::string_view pattern) {
  std::string made;
  pattern.remove_prefix(1);
  do {
    const auto part = next_part(pattern);
    made += '/';
    made += is_capture(part) ? "([^/]{1," + std::to_string(max_capture) + "})" : std::string{part};
  } while (!pattern.empty());
  return made;
}

reply guarded(const router::handler& answer, const request& asked) {
  try {
    return answer(asked);
  } catch (const std::bad_alloc&) {
    return error_reply(
        503, "full",
        std::string{asked.path} + ": no memory left; expected more, or smaller requests");
  } catch (const std::exception& problem) {
    return error_reply(500, "bug",
                       std::string{asked.path} + ": " + problem.what() +
                           "; expected no exception, please report it");
  }
}

}  // namespace

class router::engine : public compat::httplib_server {
 public:
  engine() {
    httplib::Headers standing;
    for (const auto& each : standing_headers()) standing.emplace(each.name, each.value);
    set_default_headers(std::move(standing));
    set_pre_routing_handler([](const httplib::Request& asked, httplib::Response& to) {
      // No route accepts forms, and the library would parse them instead of passing them on.
      if (!is_form(asked.get_header_value("Content-Type"))) return HandlerResponse::Unhandled;
      fill_in(foreign_type(asked.get_header_value("Content-Type"), "application/json"), to);
      return HandlerResponse::Handled;
    });
    set_error_handler(Handler{[this](const httplib::Request& asked, httplib::Response& to) {
      if (!to.body.empty()) return;  // the handler's own body
      fill_in(to.status == 404
                  ? refusal_of(asked)
                  : error_reply(to.status, "bad_request",
                                asked.path + ": not understood; expected a plain request"),
              to);
    }});
    set_post_routing_handler([](const httplib::Request&, httplib::Response& to) {
      to.headers.erase("Keep-Alive");  // the library's own values, which the front does not use
      to.headers.erase("Accept-Ranges");
      if (!to.has_header("Connection")) to.set_header("Connection", "keep-alive");
    });
  }

  httplib::Server::Handler adapted(const char* method, const std::string& pattern,
                                   router::handler answer) {
    remember(method, pattern);
    return [answer = std::move(answer)](const httplib::Request& from, httplib::Response& to) {
      fill_in(guarded(answer, as_request(from)), to);
    };
  }

  std::string run(const request_head& head, std::string body, after_reply then) {
    memory_stream stream{head.method + ' ' + head.target + " HTTP/1.1\r\n\r\n", head};
    bool closed = false;
    process(stream, then == after_reply::close_connection, closed, [&](httplib::Request& asked) {
      for (const auto& each : head.headers)
        if (!is_for_the_front(each.name)) asked.headers.emplace(each.name, each.value);
      asked.body = std::move(body);
    });
    return stream.take_output();
  }

  const std::vector<route>& routes() const { return routes_; }

 private:
  struct known_path {
    std::string pattern;
    std::vector<std::string> methods;
  };

  void remember(const std::string& method, const std::string& pattern) {
    routes_.push_back({method, pattern});
    auto found = std::find_if(paths_.begin(), paths_.end(),
                              [&](const known_path& each) { return each.pattern == pattern; });
    if (found == paths_.end()) found = paths_.insert(paths_.end(), {pattern, {"OPTIONS"}});
    found->methods.push_back(method);
    if (method == "GET") found->methods.emplace_back("HEAD");
  }

  reply refusal_of(const httplib::Request& asked) const {
    std::string allowed;
    for (const auto& each : paths_) {
      if (asked.path != "*" && !fits(each.pattern, asked.path)) continue;
      for (const auto& method : each.methods)
        if (allowed.find(method) == std::string::npos)
          allowed += (allowed.empty() ? "" : ", ") + method;
    }
    if (allowed.empty())
      return error_reply(404, "not_found", asked.path + ": no such route; expected one of the API");
    auto made = asked.method == "OPTIONS"
                    ? word_reply(200, allowed)
                    : error_reply(405, "method_not_allowed",
                                  asked.path + ": " + asked.method + "; expected " + allowed);
    made.headers.push_back({"Allow", allowed});
    return made;
  }

  std::vector<known_path> paths_;
  std::vector<route> routes_;
};

router::router() : engine_{std::make_unique<engine>()} {}
router::~router() = default;
router::router(router&&) noexcept = default;
router& router::operator=(router&&) noexcept = default;

void router::get(const std::string& pattern, handler answer) {
  engine_->Get(expression_of(pattern), engine_->adapted("GET", pattern, std::move(answer)));
}

void router::post(const std::string& pattern, handler answer) {
  engine_->Post(expression_of(pattern), engine_->adapted("POST", pattern, std::move(answer)));
}

void router::put(const std::string& pattern, handler answer) {
  engine_->Put(expression_of(pattern), engine_->adapted("PUT", pattern, std::move(answer)));
}

void router::remove(const std::string& pattern, handler answer) {
  engine_->Delete(expression_of(pattern), engine_->adapted("DELETE", pattern, std::move(answer)));
}

std::vector<router::route> router::routes() const { return engine_->routes(); }

std::string router::answer(const request_head& head, std::string body, after_reply then) const {
  return engine_->run(head, std::move(body), then);
}

}  // namespace acumage::api
