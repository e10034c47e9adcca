// Asks a node on a separate thread, so that a slow answer never delays the keys.
#pragma once

#include "cli/client/client.hpp"
#include "cli/watch/keys.hpp"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace acumage::watch {

/// Reads GET /stats.
result<client::stats_figures> look_at(client::client& node);

/// The lane's state in words, after the request was carried out.
result<std::string> carry_out(client::client& node, const lane_request& what);

struct node_answer {
  std::chrono::steady_clock::time_point at;
  std::optional<lane_request> request;                              ///< empty: it was a look
  result<client::stats_figures> figures = client::stats_figures{};  ///< of a look
  result<std::string> lane_state = std::string{};                   ///< of a request
};

/// For a single caller. Questions are asked in order. The destructor interrupts those still open.
class node_asker {
 public:
  explicit node_asker(client::client& node);
  ~node_asker();
  node_asker(const node_asker&) = delete;
  node_asker& operator=(const node_asker&) = delete;

  void look() { ask(std::nullopt); }
  void ask(std::optional<lane_request> what);
  /// The answers since the last call.
  std::vector<node_answer> answers();
  /// For poll(): readable if there are answers.
  int descriptor() const { return descriptor_; }

 private:
  void work();

  client::client& node_;
  const int descriptor_;
  std::mutex mutex_;
  std::condition_variable asked_;
  std::deque<std::optional<lane_request>> questions_;
  std::vector<node_answer> answers_;
  bool ends_ = false;
  std::thread thread_;
};

}  // namespace acumage::watch
