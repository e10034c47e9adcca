#include "node/webhook.hpp"

#include "http/client.hpp"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <random>
#include <thread>
#include <utility>

namespace acumage::node {

namespace {

using clock = std::chrono::steady_clock;

bool may_succeed_later(int status) {
  return status == 408 || status == 425 || status == 429 || status >= 500;
}

/// Without the words of the exchange, which may contain the address.
std::string_view words_of(http::carried how) {
  switch (how) {
    case http::carried::answered: return "answered";
    case http::carried::name_failed: return "host name not found";
    case http::carried::refused: return "connection refused";
    case http::carried::connect_timeout: return "no connection in time";
    case http::carried::tls_failed: return "certificate or TLS handshake not accepted";
    case http::carried::reset: return "connection lost before an answer";
    case http::carried::read_timeout: return "no answer in time";
  }
  return "no answer";
}

struct answer {
  bool taken = false;
  bool final = false;
  std::string words;
};

}  // namespace

class webhook::worker {
 public:
  worker(options how, log_function log, webhook_counts& counts)
      : how_{std::move(how)},
        log_{std::move(log)},
        counts_{counts},
        http_{{.proxy = how_.proxy,
               .connect_timeout = std::chrono::seconds{3},
               .exchange_timeout = std::chrono::seconds{5}}} {
    thread_ = std::thread{[this] { work(); }};
  }

  ~worker() { end(); }

  std::vector<std::string> end() {
    stop();
    if (thread_.joinable()) thread_.join();
    return {waiting_.begin(), waiting_.end()};
  }

  void post(std::string json) {
    {
      const std::lock_guard guard{mutex_};
      if (stopped_) return;
      if (waiting_.size() >= how_.most_waiting) {
        waiting_.pop_front();
        counts_.dropped.fetch_add(1);
      }
      waiting_.push_back(std::move(json));
    }
    news_.notify_one();
  }

  void stop() {
    {
      const std::lock_guard guard{mutex_};
      if (std::exchange(stopped_, true)) return;
    }
    news_.notify_one();
    http_.interrupt();
  }

 private:
  std::optional<std::string> next() {
    std::unique_lock lock{mutex_};
    news_.wait(lock, [this] { return stopped_ || !waiting_.empty(); });
    if (stopped_) return std::nullopt;
    auto json = std::move(waiting_.front());
    waiting_.pop_front();
    return json;
  }

  answer ask(const std::string& json) {
    const auto came =
        http_.exchange({"POST", how_.url, {{"Content-Type", "application/json"}}, json});
    if (came.how != http::carried::answered) return {false, false, std::string{words_of(came.how)}};
    const auto status = came.status;
    return {status >= 200 && status < 300, !may_succeed_later(status),
            "status " + std::to_string(status)};
  }

  /// False: the end is near.
  bool rest(std::chrono::milliseconds pause) {
    const auto jittered = std::uniform_int_distribution{pause.count() / 2, pause.count()}(random_);
    std::unique_lock lock{mutex_};
    return !news_.wait_for(lock, std::chrono::milliseconds{jittered}, [this] { return stopped_; });
  }

  bool stopped() {
    const std::lock_guard guard{mutex_};
    return stopped_;
  }

  /// False: the end is near, and it was not taken.
  bool carry(const std::string& json) {
    const auto until = clock::now() + how_.give_up_after;
    auto pause = how_.first_pause;
    for (;;) {
      const auto came = ask(json);
      if (came.taken) {
        counts_.posted.fetch_add(1);
        if (std::exchange(failing_, false))
          log_({log_level::info, "alerts", "the webhook accepts alerts again", {}});
        return true;
      }
      if (stopped()) return false;
      if (!std::exchange(failing_, true))
        log_({log_level::warn,
              "alerts",
              "the webhook did not accept an alert",
              {{"error", came.words}}});
      if (came.final || clock::now() + pause > until) {
        counts_.given_up.fetch_add(1);
        log_({log_level::error, "alerts", "an alert was given up", {{"error", came.words}}});
        return true;
      }
      if (!rest(pause)) return false;
      pause = std::min(pause * 2, how_.longest_pause);
    }
  }

  void work() {
    while (auto json = next()) {
      if (carry(*json)) continue;
      const std::lock_guard guard{mutex_};
      waiting_.push_front(std::move(*json));
    }
  }

  const options how_;
  log_function log_;
  webhook_counts& counts_;
  http::client http_;
  std::mt19937_64 random_{std::random_device{}()};
  bool failing_ = false;  // of the thread alone
  std::mutex mutex_;
  std::condition_variable news_;
  std::deque<std::string> waiting_;
  bool stopped_ = false;
  std::thread thread_;
};

webhook::webhook(options how, log_function log, webhook_counts& counts)
    : worker_{std::make_unique<worker>(std::move(how), std::move(log), counts)} {}
webhook::~webhook() = default;

void webhook::post(std::string json) { worker_->post(std::move(json)); }
void webhook::stop() { worker_->stop(); }
std::vector<std::string> webhook::end() { return worker_->end(); }

}  // namespace acumage::node
