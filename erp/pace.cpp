#include "erp/pace.hpp"

#include <algorithm>

namespace acumage::erp {

pace::time_point pace::next(time_point now) const {
  using namespace std::chrono_literals;
  return left_.size() < most_ ? now : std::max(now, left_.front() + 60s);
}

void pace::note(time_point now) {
  left_.push_back(now);
  if (left_.size() > most_) left_.pop_front();
}

}  // namespace acumage::erp
