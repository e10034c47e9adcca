// One simulated run, all of which follows from its seed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace acumage::tests {

struct run_report {
  std::uint64_t seed = 0;
  std::vector<std::string> failures;
  std::vector<std::string> last_steps;
  std::uint64_t digest = 0;  ///< of all steps
  std::size_t steps = 0;
  std::size_t exchanges = 0;
  std::size_t lives = 0;  ///< starts of the node
  std::size_t notifications = 0;

  /// Seed, failures and last steps, for a person.
  std::string words() const;
};

/// `on_step` is told of every step. Needs a doctest context, for its settings are checked with it.
run_report run_seed(std::uint64_t seed, std::function<void(const std::string&)> on_step = {});

}  // namespace acumage::tests
