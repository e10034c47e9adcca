#include "loading/estimate.hpp"

#include <algorithm>
#include <cmath>

namespace acumage::loading {

namespace {

/// Exchanges of one document: look-ups, and what they lead to.
constexpr double calls_each(entity which) {
  return which == entity::shipment ? 5 : which == entity::customer ? 3 : 2;
}

/// As seen on one idle store (docs/first-load.md, "How long, how large").
double guessed_row_s(entity which, const pace& at) {
  constexpr std::size_t large_batch = 500;
  switch (which) {
    case entity::pricing: return 1.0 / 2'000;
    case entity::inventory: return at.batch_count >= large_batch ? 1.0 / 400 : 1.0 / 150;
    case entity::shipment: return 0.2;
    case entity::customer: return 1.35;
    case entity::order: return 0.12;
  }
  return 0;
}

std::uint64_t whole(double seconds) { return static_cast<std::uint64_t>(std::ceil(seconds)); }

}  // namespace

load_estimate estimate(entity which, std::uint64_t rows, const pace& at) {
  load_estimate made;
  const auto count = static_cast<double>(rows);
  const auto pages = std::ceil(count / static_cast<double>(std::max<std::size_t>(at.page_size, 1)));
  made.reading_s =
      whole(pages * 60 / static_cast<double>(std::max<std::size_t>(at.requests_per_minute, 1)));
  const auto& lane = at.lanes.at(index_of(which));
  made.measured = lane.call_s > 0;
  if (!made.measured) {
    made.sending_s = whole(count * guessed_row_s(which, at));
    return made;
  }
  const bool batched = which == entity::pricing || which == entity::inventory;
  const auto calls =
      batched ? std::ceil(count / static_cast<double>(std::max<std::size_t>(at.batch_count, 1)))
              : count * calls_each(which);
  made.sending_s =
      whole(calls * lane.call_s / static_cast<double>(std::max<std::size_t>(lane.concurrency, 1)));
  return made;
}

}  // namespace acumage::loading
