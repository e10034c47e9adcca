#include "tests/simulation/world.hpp"

#include <utility>

namespace acumage::tests {

namespace {

constexpr std::size_t steps_kept = 40;
constexpr std::size_t failures_kept = 20;

}  // namespace

double world::share() { return static_cast<double>(random_() >> 11U) * 0x1p-53; }

std::size_t world::below(std::size_t most) {
  return static_cast<std::size_t>(share() * static_cast<double>(most));
}

moment world::between(moment least, moment most) {
  const auto wide = static_cast<double>((most - least).count());
  return least + moment{static_cast<std::int64_t>(share() * wide)};
}

void world::after(moment wait, std::function<void()> what) {
  agenda_.emplace(now_ + wait, std::move(what));
}

moment world::next() const { return agenda_.empty() ? moment::max() : agenda_.begin()->first; }

void world::pass(moment until, const std::function<bool()>& stops) {
  while (!agenda_.empty() && agenda_.begin()->first <= until) {
    if (stops()) return;
    const auto due = agenda_.extract(agenda_.begin());
    now_ = std::max(now_, due.key());
    due.mapped()();
  }
  now_ = std::max(now_, until);
}

void world::note(const std::string& step) {
  const auto line = std::to_string(now_.count() / 1000) + " ms: " + step;
  for (const char each : line + '\n') {
    digest_ ^= static_cast<unsigned char>(each);
    digest_ *= 1'099'511'628'211ULL;
  }
  ++steps_;
  if (on_step) on_step(line);
  last_.push_back(line);
  if (last_.size() > steps_kept) last_.pop_front();
}

void world::fail(std::string what) {
  note("FAILED " + what);
  if (failures_.size() < failures_kept) failures_.push_back(std::move(what));
}

}  // namespace acumage::tests
