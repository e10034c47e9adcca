#include "simulator/acumatica/access/licence.hpp"

#include <algorithm>

namespace acumage::simulator::acumatica {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds minute{60'000};
/// How long a request may wait in the queue.
constexpr milliseconds longest{600'000};

milliseconds scaled(milliseconds nominal, double by) {
  return milliseconds{static_cast<std::int64_t>(static_cast<double>(nominal.count()) * by)};
}

}  // namespace

/// From half of the allowance on: the rest of the minute since its first request, divided by the
/// requests that are left. When none is left: the next minute.
std::optional<milliseconds> licence::delay_of_minute() {
  if (terms_.per_minute == 0) return milliseconds{0};
  const moment now = clock_.now();
  const bool is_over = !minute_began_ || now - *minute_began_ >= minute;
  if (is_over || *minute_began_ - now > longest) {  // the second: the clock was set back
    minute_began_ = now;
    used_ = 0;
  }
  if (used_ >= terms_.per_minute) {
    if (terms_.declines_above_minute) return std::nullopt;
    *minute_began_ += minute;
    used_ = 0;
  }
  const moment from = std::max(now, *minute_began_);
  auto delay = from - now;
  if (used_ * 2 >= terms_.per_minute)
    delay += (*minute_began_ + minute - from) / (terms_.per_minute - used_);
  ++used_;
  const auto rounded = std::chrono::ceil<milliseconds>(delay);
  if (rounded > longest) return std::nullopt;
  return rounded;
}

bool licence::may_run(const std::string& session) const {
  return counts_.running < terms_.cores && (session.empty() || busy_.count(session) == 0);
}

std::optional<licence::place> licence::enter(const std::string& session) {
  std::unique_lock lock{mutex_};
  const auto began = minute_began_;
  const auto used = used_;
  const auto delay = delay_of_minute();
  const bool would_wait = !may_run(session) || (delay && delay->count() > 0);
  if (!delay || (would_wait && counts_.waiting >= terms_.queue)) {
    minute_began_ = began;  // declined ones do not count
    used_ = used;
    ++counts_.declined;
    return std::nullopt;
  }
  counts_.delayed += *delay;
  if (would_wait && !waited(lock, session, *delay)) {
    ++counts_.declined;
    return std::nullopt;
  }
  ++counts_.admitted;
  ++counts_.running;
  if (!session.empty()) busy_.insert(session);
  return place{*this, session};
}

bool licence::waited(std::unique_lock<std::mutex>& lock, const std::string& session,
                     milliseconds delay) {
  ++counts_.waiting;
  changed_.wait_for(lock, scaled(delay, terms_.wait_scale), [this] { return stopping_; });
  const bool turn =
      changed_.wait_for(lock, longest - delay, [&] { return stopping_ || may_run(session); });
  --counts_.waiting;
  return turn && !stopping_;
}

void licence::leave(const std::string& session) {
  {
    std::lock_guard lock{mutex_};
    --counts_.running;
    busy_.erase(session);
  }
  changed_.notify_all();
}

void licence::change(licence_terms terms) {
  {
    std::lock_guard lock{mutex_};
    terms_ = terms;
    minute_began_.reset();
  }
  changed_.notify_all();
}

licence_terms licence::terms() const {
  std::lock_guard lock{mutex_};
  return terms_;
}

licence_counts licence::count() const {
  std::lock_guard lock{mutex_};
  return counts_;
}

void licence::stop() {
  {
    std::lock_guard lock{mutex_};
    stopping_ = true;
  }
  changed_.notify_all();
}

}  // namespace acumage::simulator::acumatica
