#include "erp/erp_clock.hpp"

#include <algorithm>
#include <string>

namespace acumage::erp {

namespace {

using namespace std::chrono_literals;

constexpr auto largest_skew = 10min;

}  // namespace

expected<nothing> erp_clock::take(std::string_view date, std::chrono::system_clock::time_point ours,
                                  steady at) {
  const auto told = read_http_date(date);
  if (!told)
    return problem{trouble::clock,
                   "erp clock unknown: the answer has no Date header",
                   "Have the proxy in front of Acumatica pass on the Date header of its answers.",
                   {}};
  skew_ = std::chrono::floor<std::chrono::seconds>(time_of(*told) -
                                                   std::chrono::floor<std::chrono::seconds>(ours));
  if (std::chrono::abs(skew_) > largest_skew)
    return problem{trouble::clock,
                   "erp clock off by " + std::to_string(skew_.count()) +
                       " s from this machine's; expected at most 600 s",
                   "Synchronise the clocks of this machine and of Acumatica's server with NTP.",
                   {}};
  last_ = std::max(*told, now(at).value_or(0));
  last_at_ = at;
  return nothing{};
}

std::optional<ticks> erp_clock::now(steady at) const {
  if (!last_) return std::nullopt;
  const auto since = std::chrono::duration_cast<std::chrono::nanoseconds>(at - last_at_).count();
  return *last_ + static_cast<ticks>(std::max<std::int64_t>(since, 0) / 100);
}

}  // namespace acumage::erp
