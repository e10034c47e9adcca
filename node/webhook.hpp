// Carries alerts to the address that the settings name, in its own time.
#pragma once

#include "messages/log.hpp"
#include "messages/stats.hpp"

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace acumage::node {

/// Posts JSON texts in their order, from a thread of its own. One that is not taken is tried again, after
/// 1 s, 2 s, … 60 s, for an hour; a 3xx or 4xx other than 408, 425 and 429 is final. Whoever posts never
/// waits: at most 100 texts wait, and the oldest goes for one more. The address is in no message.
class webhook {
 public:
  struct options {
    std::string url = {};    ///< as check_alerts wants it
    std::string proxy = {};  ///< http::options::proxy
    std::chrono::milliseconds first_pause{1'000};
    std::chrono::milliseconds longest_pause{60'000};
    std::chrono::milliseconds give_up_after{3'600'000};
    std::size_t most_waiting = 100;
  };

  webhook(options how, log_function log, webhook_counts& counts);
  /// Lets go of what waits; a request under way is cut.
  ~webhook();
  webhook(const webhook&) = delete;
  webhook& operator=(const webhook&) = delete;

  void post(std::string json);
  /// Nothing more is sent; to be called early when the end is near.
  void stop();
  /// Stops, waits for the thread, and gives back what was not taken, for another to post.
  std::vector<std::string> end();

 private:
  class worker;
  std::unique_ptr<worker> worker_;
};

}  // namespace acumage::node
