// Routes requests to handlers by method and path and returns the reply as bytes: cpp-httplib on
// memory instead of sockets.
#pragma once

#include "api/http/message.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace acumage::api {

/// Routes are added before the first answer; from then on any thread may call answer(). A pattern
/// is a path whose parts in braces match any 1 to 64 characters, "/replays/{job}"; they become the
/// request's captures. The first route added wins. A GET route also answers HEAD. Unknown paths:
/// 404; known ones with another method: 405 with Allow (RFC 9110, 15.5.6); OPTIONS of a known path:
/// 200 with Allow.
class router {
 public:
  using handler = std::function<reply(const request&)>;

  router();
  ~router();
  router(router&&) noexcept;
  router& operator=(router&&) noexcept;

  void get(const std::string& pattern, handler answer);
  void post(const std::string& pattern, handler answer);
  void put(const std::string& pattern, handler answer);
  void remove(const std::string& pattern, handler answer);  ///< DELETE

  struct route {
    std::string method;
    std::string pattern;
  };
  /// All added routes.
  std::vector<route> routes() const;

  /// The whole reply, from status line to body. An exception of a handler becomes a 500.
  std::string answer(const request_head& head, std::string body, after_reply then) const;

 private:
  class engine;
  std::unique_ptr<engine> engine_;
};

}  // namespace acumage::api
