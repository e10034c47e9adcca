// Posts alerts to the address in the settings, without delaying anyone.
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

/// Posts JSON texts in order, from a separate thread. A text that is not accepted is posted again,
/// after 1 s, 2 s, … 60 s, for an hour. A 3xx or 4xx other than 408, 425 and 429 is final. Posting
/// never waits: at most 100 texts are queued, and one more replaces the oldest. No message contains
/// the address.
class webhook {
 public:
  struct options {
    std::string url = {};    ///< as check_alerts requires it
    std::string proxy = {};  ///< http::options::proxy
    std::chrono::milliseconds first_pause{1'000};
    std::chrono::milliseconds longest_pause{60'000};
    std::chrono::milliseconds give_up_after{3'600'000};
    std::size_t most_waiting = 100;
  };

  webhook(options how, log_function log, webhook_counts& counts);
  /// Drops the queued texts and cuts a request in progress.
  ~webhook();
  webhook(const webhook&) = delete;
  webhook& operator=(const webhook&) = delete;

  void post(std::string json);
  /// Sends nothing more; call this early when the end is near.
  void stop();
  /// Stops, waits for the thread, and returns the texts that were not accepted, so that another
  /// webhook can post them.
  std::vector<std::string> end();

 private:
  class worker;
  std::unique_ptr<worker> worker_;
};

}  // namespace acumage::node
