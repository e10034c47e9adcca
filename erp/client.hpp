// The connection to Acumatica: one session, opened when it is needed, and one request at a time.
#pragma once

#include "erp/erp_clock.hpp"
#include "erp/options.hpp"
#include "erp/pace.hpp"
#include "erp/problem.hpp"
#include "erp/reply.hpp"
#include "erp/session.hpp"
#include "http/client.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace acumage::erp {

/// All calls except interrupt() must come from one thread.
///
/// A refused sign-in is never repeated: every further call returns the same problem, because a loop
/// with a wrong password locks the account. Make a new client when the settings have changed.
///
/// Not signed out by its destructor: call sign_out() after each run.
class client {
 public:
  struct counters {
    std::uint64_t requests = 0;
    std::uint64_t waited_ms = 0;  ///< for the number of requests per minute
    std::uint64_t sign_ins = 0;
  };

  explicit client(options how);

  /// `path` is relative to the instance: "/entity/Default/25.200.001/StockItem?$top=1". Signs in
  /// first if need be, and once more when the session turns out to be lost. The body is not empty,
  /// and of the content type that is expected (XML for …/$metadata, otherwise JSON).
  expected<std::string> get(const std::string& path);
  /// For the inquiries of the REST API, which take their parameters in the body.
  expected<std::string> put(const std::string& path, std::string body);

  enum class reach : std::uint8_t { odata, all };
  /// Signs in if there is no session, so that the clock is known. OData with auth = password has no
  /// session: then, if only that is to be reached, the clock alone is asked for.
  expected<nothing> open(reach far = reach::odata);
  /// Ends the session, and those that earlier processes left. Takes at most two seconds each, also
  /// after an interrupt. False if one could not be ended: it stays in the session file, and the next
  /// sign-in or sign_out() tries again.
  bool sign_out();
  /// From any thread: ends the request or the wait in progress, or the next one.
  void interrupt() noexcept;

  /// The ERP's time; never goes back, and never is ahead of it. Empty before the first answer.
  std::optional<ticks> clock() const;
  /// By how much the ERP's clock is ahead of ours.
  std::chrono::seconds skew() const { return clock_.skew(); }
  const counters& counted() const { return counted_; }
  const options& settings() const { return how_; }
  bool signed_in() const { return session_.has_value(); }

 private:
  enum class proof : std::uint8_t { none, session, basic };

  expected<std::string> ask(http::request what);
  expected<std::string> ask_once(const http::request& what, proof by, bool again);
  expected<nothing> prepare(proof by);
  expected<nothing> ensure_session();
  expected<nothing> start_session();
  expected<nothing> renew();
  proof proof_for(const std::string& path) const;
  http::reply send(http::request what);
  bool end(const session& which);
  bool end_others();
  void follow_cookies(const http::reply& came);
  void forget(const std::string& secret);
  std::string keep();
  problem latch(problem what);
  problem failed(problem what);
  std::string cleaned(std::string text) const;

  options how_;
  http::client http_;
  erp_clock clock_;
  pace pace_;
  counters counted_;
  std::optional<session> session_;
  std::vector<session> open_;  // this one, and those that are still to be ended
  std::optional<problem> latched_;
  std::optional<problem> clock_problem_;  // of the last answer
  bool doubted_ = false;                  // a web page came instead of data
  int failures_ = 0;                      // in a row
};

}  // namespace acumage::erp
