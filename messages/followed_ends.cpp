#include "messages/followed_ends.hpp"

#include <algorithm>

namespace acumage {

namespace {
constexpr std::size_t most_orders = 16;
}  // namespace

order_ends& followed_ends::ends_of(const std::string& order) {
  const auto found = std::find_if(orders_.begin(), orders_.end(),
                                  [&](const auto& each) { return each.first == order; });
  if (found != orders_.end()) return found->second;
  if (orders_.size() == most_orders) {
    std::erase_if(stretches_,
                  [&](const auto& each) { return each.second.order == orders_.front().first; });
    orders_.pop_front();
  }
  return orders_.emplace_back(order, order_ends{}).second;
}

std::map<followed_ends::place, followed_ends::stretch>::iterator followed_ends::stretch_of(
    entity which, std::uint64_t sequence) {
  auto found = stretches_.upper_bound({which, sequence});
  if (found == stretches_.begin()) return stretches_.end();
  --found;
  const bool holds = found->first.first == which && sequence < found->second.end;
  return holds ? found : stretches_.end();
}

void followed_ends::begin(const std::string& order) {
  const std::lock_guard guard{mutex_};
  ends_of(order);
}

void followed_ends::follow(const std::string& order, entity which, std::uint64_t first,
                           std::uint64_t count) {
  if (count == 0) return;
  const std::lock_guard guard{mutex_};
  auto& ends = ends_of(order);
  if (stretches_.try_emplace({which, first}, stretch{first + count, count, order}).second)
    ends.waiting += count;
}

void followed_ends::drop(const std::string& order, entity which, std::uint64_t first) {
  const std::lock_guard guard{mutex_};
  const auto found = stretches_.find({which, first});
  if (found == stretches_.end() || found->second.order != order) return;
  ends_of(order).waiting -= found->second.left;
  stretches_.erase(found);
}

void followed_ends::ended(entity which, std::uint64_t sequence, end_kind how) {
  const std::lock_guard guard{mutex_};
  const auto found = stretch_of(which, sequence);
  if (found == stretches_.end()) return;
  auto& ends = ends_of(found->second.order);
  ++ends.by_outcome.at(static_cast<std::size_t>(how));
  --ends.waiting;
  if (--found->second.left == 0) stretches_.erase(found);
}

std::optional<order_ends> followed_ends::of(const std::string& order) const {
  const std::lock_guard guard{mutex_};
  for (const auto& [name, ends] : orders_)
    if (name == order) return ends;
  return std::nullopt;
}

}  // namespace acumage
