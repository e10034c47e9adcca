#include "policy/alert_book.hpp"

#include <iterator>

namespace acumage::policy {

void alert_book::see(const condition& what, time_point now, std::vector<alert>& tell) {
  const auto [place, fresh] = entries_.try_emplace({what.cause, what.lane});
  auto& known = place->second;
  if (fresh || (!known.on && !known.open && is_over(known, now))) known.began = now;
  known.what = what;
  known.last_seen = now;
  if (known.told_at && now - *known.told_at < window_) return;
  known.told_at = now;
  known.open = true;
  tell.push_back({what, true, now - known.began});
}

std::vector<alert> alert_book::look(std::span<const condition> wrong, time_point now) {
  std::vector<alert> tell;
  for (const auto& each : wrong) see(each, now, tell);
  for (auto at = entries_.begin(); at != entries_.end();) {
    auto& known = at->second;
    known.on = known.last_seen == now;
    if (known.open && is_over(known, now)) {
      known.open = false;
      tell.push_back({known.what, false, known.last_seen - known.began});
    }
    const bool forgotten = !known.open && is_over(known, now) && now - *known.told_at >= window_;
    at = forgotten ? entries_.erase(at) : std::next(at);
  }
  return tell;
}

}  // namespace acumage::policy
