// What all parts of a simulated run share: its time, its chance, what is to happen, and what has happened.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace acumage::tests {

using moment = std::chrono::microseconds;  ///< since the run's beginning

/// An entry that the node made for itself: acceptance number, folded key.
using own_entry = std::pair<std::uint64_t, std::string>;

/// One thread only. Everything that chance decides in a run is drawn here, so a seed is a run.
class world {
 public:
  explicit world(std::uint64_t seed) : random_{seed} {}

  moment now() const { return now_; }
  std::int64_t wall_us() const { return 1'790'000'000'000'000 + now_.count(); }  ///< in 2026

  double share();                       ///< from [0, 1)
  std::size_t below(std::size_t most);  ///< from 0 to most - 1
  bool chance(double share_of_times) { return share() < share_of_times; }
  /// From [least, most).
  moment between(moment least, moment most);
  template <class Choices>
  const auto& any(const Choices& choices) {
    return choices.at(below(choices.size()));
  }

  void after(moment wait, std::function<void()> what);
  /// When the next thing is to happen; moment::max(): nothing is.
  moment next() const;
  /// What is due by `until` happens, and it is `until` at the end: unless `stops` says so between two things.
  void pass(moment until, const std::function<bool()>& stops);

  /// One step of the run. All of them make its digest.
  void note(const std::string& step);
  const std::deque<std::string>& last_steps() const { return last_; }
  std::uint64_t digest() const { return digest_; }
  std::size_t steps() const { return steps_; }

  /// A promise was broken.
  void fail(std::string what);
  const std::vector<std::string>& failures() const { return failures_; }

  std::function<void(const std::string&)> on_step;  ///< for who wants to read all of them

 private:
  std::mt19937_64 random_;
  moment now_{0};
  std::multimap<moment, std::function<void()>> agenda_;
  std::deque<std::string> last_;
  std::uint64_t digest_ = 14'695'981'039'346'656'037ULL;  // FNV-1a
  std::size_t steps_ = 0;
  std::vector<std::string> failures_;
};

}  // namespace acumage::tests
