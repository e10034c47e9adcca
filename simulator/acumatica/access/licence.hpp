// The licence's queue: how many requests run, wait or are declined, and the silent delay (PULL 2.3).
#pragma once

#include "simulator/acumatica/clock.hpp"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace acumage::simulator::acumatica {

struct licence_terms {
  unsigned seats = 2;       ///< API users: open sessions
  unsigned cores = 16;      ///< requests that run at once
  unsigned queue = 20;      ///< requests that wait; more are declined
  unsigned per_minute = 0;  ///< 0: no limit
  /// Requests beyond per_minute are declined instead of waiting for the next minute.
  bool declines_above_minute = false;
  /// The real part of each delay: 0.01 sleeps a hundredth. The nominal delays are counted.
  double wait_scale = 1;
};

struct licence_counts {
  std::uint64_t admitted = 0;
  std::uint64_t declined = 0;
  std::chrono::milliseconds delayed{0};  ///< nominal, of all requests together
  unsigned running = 0;
  unsigned waiting = 0;
};

/// Thread-safe.
class licence {
 public:
  licence(const erp_clock& by, licence_terms terms) : clock_{by}, terms_{terms} {}

  /// Held while the request runs; the next one of the same session waits until then.
  class place {
   public:
    place(licence& of, std::string session) : of_{&of}, session_{std::move(session)} {}
    place(place&& other) noexcept
        : of_{std::exchange(other.of_, nullptr)}, session_{std::move(other.session_)} {}
    place& operator=(place&&) = delete;
    ~place() {
      if (of_ != nullptr) of_->leave(session_);
    }

   private:
    licence* of_;
    std::string session_;
  };

  /// Waits for its turn. `session`: its requests run one after the other; empty: none. No value:
  /// declined (429), or the simulator stops.
  std::optional<place> enter(const std::string& session);

  void change(licence_terms terms);
  licence_terms terms() const;
  licence_counts count() const;
  void stop();

 private:
  /// What the request waits before it may run, and its place in the minute. No value: declined.
  std::optional<std::chrono::milliseconds> delay_of_minute();
  /// Until it may run; false: it waited too long, or the simulator stops.
  bool waited(std::unique_lock<std::mutex>& lock, const std::string& session,
              std::chrono::milliseconds delay);
  void leave(const std::string& session);
  bool may_run(const std::string& session) const;

  const erp_clock& clock_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  licence_terms terms_;
  licence_counts counts_;
  std::optional<moment> minute_began_;
  unsigned used_ = 0;
  std::set<std::string> busy_;
  bool stopping_ = false;
};

}  // namespace acumage::simulator::acumatica
