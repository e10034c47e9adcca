#include "simulator/acumatica/counters.hpp"

namespace acumage::simulator::acumatica {

void counters::arrived(const std::string& route) {
  {
    std::lock_guard lock{mutex_};
    ++counts_.all;
    ++counts_.by_route[route];
  }
  changed_.notify_all();
}

void counters::answered(int status) {
  {
    std::lock_guard lock{mutex_};
    ++counts_.by_status[status];
  }
  changed_.notify_all();
}

request_counts counters::count() const {
  std::lock_guard lock{mutex_};
  return counts_;
}

bool counters::wait_for(const std::function<bool(const request_counts&)>& reached,
                        std::chrono::milliseconds at_most) const {
  std::unique_lock lock{mutex_};
  return changed_.wait_for(lock, at_most, [&] { return reached(counts_); });
}

}  // namespace acumage::simulator::acumatica
