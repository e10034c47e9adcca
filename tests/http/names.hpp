// A name server for tests that answers when it is told to.
#pragma once

namespace acumage::tests {

/// While it lives, looking up `slow.test` takes until its end, and then finds nothing.
class silent_name_server {
 public:
  silent_name_server();
  ~silent_name_server();
  silent_name_server(const silent_name_server&) = delete;
  silent_name_server& operator=(const silent_name_server&) = delete;

  /// Waits until somebody asks.
  void wait_for_question();
};

}  // namespace acumage::tests
