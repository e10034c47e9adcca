// Sends notifications in a thread of its own: five attempts, then the table of failed pushes (PULL 6).
#pragma once

#include "simulator/acumatica/clock.hpp"
#include "simulator/acumatica/faults/fault.hpp"
#include "simulator/acumatica/options.hpp"
#include "simulator/acumatica/tables/database.hpp"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <random>
#include <string>
#include <thread>

namespace acumage::simulator::acumatica {

struct push_counts {
  std::uint64_t made = 0;     ///< notifications that were to be sent
  std::uint64_t dropped = 0;  ///< of these, lost before the first attempt
  std::uint64_t attempts = 0;
  std::uint64_t delivered = 0;  ///< answered with 2xx
  std::uint64_t lost = 0;       ///< into the table of failed pushes
  std::uint64_t waiting = 0;
};

/// The thread also commits what is due, so that a late commit is pushed without a reader.
class push_sender {
 public:
  push_sender(erp_clock& clock, database& data, fault_list& faults, const push_options& how);
  ~push_sender();
  push_sender(const push_sender&) = delete;
  push_sender& operator=(const push_sender&) = delete;

  /// `tenant` and `zone` appear in the notifications.
  void start(std::string tenant, time_zone zone);
  void stop();
  /// Where notifications go from now on.
  void redirect(push_options how);

  void enqueue(const transaction& committed);
  /// What "Send All" of SM502000 does: the failed ones that are not truncated are sent again. Their number.
  std::size_t resend_lost();
  void wake();

  push_counts count() const;
  /// Blocks until no notification waits and no commit is open; false: not within `at_most`.
  bool wait_until_idle(std::chrono::milliseconds at_most);

 private:
  using steady = std::chrono::steady_clock;
  struct push {
    std::string query;
    std::int64_t ticks = 0;
    std::string body;
    int attempts = 0;
    bool fails = false;  ///< no attempt arrives
    steady::time_point due{};
  };

  void run();
  /// Takes one that is due; false: none is. `next`: when the next one is.
  bool take(push& to, std::optional<steady::time_point>& next);
  void attempt(push what, const push_options& how);
  int posted(const push& what, const push_options& how);
  void give_up(push what, int status, const push_options& how);
  bool is_idle() const;

  erp_clock& clock_;
  database& data_;
  fault_list& faults_;
  std::string tenant_;
  time_zone zone_;
  std::string hook_id_;

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  push_options how_;
  std::deque<push> waiting_;
  std::map<std::int64_t, push> lost_;  ///< by TimeStamp
  push_counts counts_;
  std::mt19937_64 random_;
  bool working_ = false;
  bool awake_ = false;
  bool commits_open_ = false;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace acumage::simulator::acumatica
