#include "magento/http_transport.hpp"

#include "http/client.hpp"
#include "http/header_text.hpp"
#include "magento/store_url.hpp"
#include "messages/percent_encoding.hpp"

#include <algorithm>
#include <cassert>
#include <thread>
#include <utility>

namespace acumage::magento {

namespace {

using std::chrono::steady_clock;

http::options options_of(const store_address& where) {
  return {.ca_file = where.ca_file,
          .check = where.verify_tls ? http::peer_check::certificate : http::peer_check::none,
          .proxy = where.proxy,
          .connect_timeout = where.connect_timeout,
          .exchange_timeout = where.read_timeout};
}

class http_transport final : public transport {
 public:
  http_transport(store_address where, store_url url, std::shared_ptr<rate_limit> pace)
      : where_{std::move(where)},
        url_{std::move(url)},
        base_{(url_.tls ? "https://" : "http://") + url_.host_header},
        pace_{std::move(pace)},
        client_{options_of(where_)} {}

  answer exchange(const request& what, const std::string& request_id) override {
    if (pace_) client_.rest(pace_->reserve());
    const auto began = steady_clock::now();
    auto came = client_.exchange(compose(what, request_id));
    const auto lost = came.how == carried::reset && !came.interrupted;
    const auto unseen = came.sent == 0 || (what.only_reads && !came.answer_began);
    if (came.reused && lost && unseen) came = client_.exchange(compose(what, request_id));
    auto reply = answer_of(std::move(came));
    reply.taken =
        std::chrono::duration_cast<std::chrono::microseconds>(steady_clock::now() - began);
    return reply;
  }

  void interrupt() override { client_.interrupt(); }

 private:
  /// A nonce is valid for one request: this is called for every request sent, including repeats.
  http::request compose(const request& what, const std::string& request_id) const {
    auto target = url_.base_path;
    if (!what.bare) target += "/rest";
    if (!what.bare && !where_.store_code.empty())
      target += "/" + percent_encoded(where_.store_code);
    target += what.path;
    http::request wanted{what.method, base_ + target, {}, what.body};
    wanted.headers = {{"Host", url_.host_header},
                      {"Accept", "application/json"},
                      {"User-Agent", where_.user_agent},
                      {"X-Request-Id", request_id}};
    if (!what.body.empty()) wanted.headers.emplace_back("Content-Type", "application/json");
    if (auto proof = authorization(what.method, target); !proof.empty())
      wanted.headers.emplace_back("Authorization", std::move(proof));
    return wanted;
  }

  std::string authorization(const std::string& method, const std::string& target) const {
    if (where_.oauth)
      return oauth_header({method, base_, target}, where_.oauth->secrets,
                          {where_.oauth->next_nonce(), where_.oauth->unix_seconds()});
    return where_.bearer_token.empty() ? std::string{} : "Bearer " + where_.bearer_token;
  }

  answer answer_of(http::reply came) const {
    answer reply;
    reply.how = came.how;
    reply.status = came.status;
    reply.body = std::move(came.body);
    reply.content_type = came.header("Content-Type");
    reply.location = came.header("Location");
    reply.retry_after = http::read_retry_after(came.header("Retry-After"), came.header("Date"),
                                               std::chrono::system_clock::now());
    if (came.how != carried::answered) reply.detail = url_.where() + ": " + came.words;
    return reply;
  }

  store_address where_;
  store_url url_;
  std::string base_;
  std::shared_ptr<rate_limit> pace_;
  http::client client_;
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
