#include "magento/http_transport.hpp"

#include "magento/http_exchange.hpp"
#include "magento/oauth.hpp"
#include "magento/percent_encoding.hpp"
#include "magento/reply_headers.hpp"
#include "magento/store_url.hpp"
#include "magento/wake_signal.hpp"
#include "magento/wire.hpp"

#include <algorithm>
#include <cassert>
#include <optional>
#include <thread>
#include <utility>

namespace acumage::magento {

namespace {

using std::chrono::steady_clock;

answer unanswered(carried how, std::string detail) {
  answer reply;
  reply.how = how;
  reply.detail = std::move(detail);
  return reply;
}

class http_transport final : public transport {
 public:
  http_transport(store_address where, store_url url, std::shared_ptr<rate_limit> pace)
      : where_{std::move(where)}, url_{std::move(url)}, pace_{std::move(pace)} {
    if (url_.tls)
      trust_.emplace(where_.ca_file,
                     where_.verify_tls ? peer_check::certificate : peer_check::none);
    line_.emplace(url_, trust_ ? &*trust_ : nullptr, interrupt_);
  }

  answer exchange(const request& what, const std::string& request_id) override {
    if (!wait_for_turn()) return stopped();
    const auto began = steady_clock::now();
    auto tried = attempt(what, request_id);
    if (tried.may_repeat) tried = attempt(what, request_id);
    tried.reply.taken =
        std::chrono::duration_cast<std::chrono::microseconds>(steady_clock::now() - began);
    return std::move(tried.reply);
  }

  void interrupt() override { interrupt_.raise(); }

 private:
  struct attempted {
    answer reply;
    bool may_repeat = false;
  };

  /// False: interrupted.
  bool wait_for_turn() {
    if (interrupt_.raised()) return false;
    if (!pace_) return true;
    return wait_ready(-1, 0, pace_->reserve(), interrupt_) != io::interrupted;
  }

  answer stopped() {
    interrupt_.clear();
    return unanswered(carried::reset, url_.where() + ": interrupted before it was sent");
  }

  http_request compose(const request& what, const std::string& request_id) const {
    http_request wanted;
    wanted.method = what.method;
    wanted.target = url_.base_path;
    if (!what.bare) wanted.target += "/rest";
    if (!what.bare && !where_.store_code.empty())
      wanted.target += "/" + percent_encoded(where_.store_code);
    wanted.target += what.path;
    wanted.body = what.body;
    wanted.headers = {{"Host", url_.host_header},
                      {"Accept", "application/json"},
                      {"Accept-Encoding", "gzip"},
                      {"User-Agent", header_safe(where_.user_agent)},
                      {"X-Request-Id", header_safe(request_id)}};
    if (!what.body.empty()) wanted.headers.emplace_back("Content-Type", "application/json");
    if (auto proof = authorization(wanted); !proof.empty())
      wanted.headers.emplace_back("Authorization", std::move(proof));
    return wanted;
  }

  /// A nonce is good for one request: this is called for every one that leaves, repeats included.
  std::string authorization(const http_request& wanted) const {
    if (where_.oauth) {
      const auto base = (url_.tls ? "https://" : "http://") + url_.host_header;
      return oauth_header({wanted.method, base, wanted.target}, where_.oauth->secrets,
                          {where_.oauth->next_nonce(), where_.oauth->unix_seconds()});
    }
    const auto token = header_safe(where_.bearer_token);
    return token.empty() ? token : "Bearer " + token;
  }

  attempted attempt(const request& what, const std::string& request_id) {
    if (steady_clock::now() > idle_until_ || !line_->is_quiet()) line_->close();
    const auto reused = line_->is_open();
    if (!reused)
      if (auto failure = line_->open(steady_clock::now() + where_.connect_timeout)) {
        // Only an interrupt ends an opening as reset, and nothing was sent.
        if (failure->how == carried::reset) return {stopped(), false};
        return {unanswered(failure->how, std::move(failure->words)), false};
      }
    auto result =
        exchange_over(*line_, compose(what, request_id), steady_clock::now() + where_.read_timeout);
    if (result.interrupted) interrupt_.clear();
    if (!result.keeps) line_->close();
    idle_until_ = steady_clock::now() + result.idle_limit;
    const auto lost = result.reply.how == carried::reset && !result.interrupted;
    if (lost || result.reply.how == carried::read_timeout)
      result.reply.detail = url_.where() + ": " + result.reply.detail;
    const auto unseen = result.sent == 0 || (what.only_reads && !result.answer_began);
    return {std::move(result.reply), reused && lost && unseen};
  }

  store_address where_;
  store_url url_;
  std::shared_ptr<rate_limit> pace_;
  wake_signal interrupt_;
  std::optional<tls_context> trust_;
  std::optional<wire> line_;
  steady_clock::time_point idle_until_{};
};

}  // namespace

rate_limit::rate_limit(double per_second) : per_second_{per_second} {}

steady_clock::time_point rate_limit::reserve() {
  const auto now = steady_clock::now();
  if (per_second_ <= 0) return now;
  const std::lock_guard lock{mutex_};
  const auto mine = std::max(now, next_);
  next_ = mine + std::chrono::duration_cast<steady_clock::duration>(
                     std::chrono::duration<double>{1.0 / per_second_});
  return mine;
}

void rate_limit::wait() { std::this_thread::sleep_until(reserve()); }

std::unique_ptr<transport> connect(store_address where, std::shared_ptr<rate_limit> pace) {
  auto url = parse_store_url(where.url);
  assert(url.ok());
  return std::make_unique<http_transport>(std::move(where), std::move(*url), std::move(pace));
}

}  // namespace acumage::magento
