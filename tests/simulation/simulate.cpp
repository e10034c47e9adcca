// Runs seeds by hand: simulate --seed=N (every step is printed), --seeds=FROM..TO, --until-stopped.
#define DOCTEST_CONFIG_IMPLEMENT
#include "tests/simulation/run.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>

namespace {

using acumage::tests::run_seed;

struct totals {
  std::uint64_t seeds = 0;
  std::uint64_t failed = 0;
  std::uint64_t steps = 0;
  std::uint64_t exchanges = 0;
  std::uint64_t lives = 0;
  std::uint64_t notifications = 0;
};

void print(const totals& of, std::chrono::steady_clock::time_point began) {
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - began;
  std::cout << of.seeds << " seeds, " << of.failed << " failed; "
            << static_cast<double>(of.seeds) / taken.count() << " seeds/s; " << of.steps
            << " steps, " << of.exchanges << " exchanges, " << of.notifications
            << " notifications, " << of.lives << " starts\n"
            << std::flush;
}

int run_seeds(std::uint64_t from, std::uint64_t to) {
  const auto began = std::chrono::steady_clock::now();
  totals all;
  for (auto seed = from; seed <= to; ++seed) {
    const auto done = run_seed(seed);
    ++all.seeds;
    all.steps += done.steps;
    all.exchanges += done.exchanges;
    all.lives += done.lives;
    all.notifications += done.notifications;
    if (!done.failures.empty()) {
      ++all.failed;
      std::cout << done.words() << std::flush;
    }
    if (all.seeds % 1000 == 0) print(all, began);
  }
  print(all, began);
  return all.failed == 0 ? 0 : 1;
}

int run_one(std::uint64_t seed) {
  const auto done = run_seed(seed, [](const std::string& step) { std::cout << step << '\n'; });
  std::cout << "digest " << std::hex << done.digest << std::dec << ", " << done.steps << " steps\n";
  for (const auto& each : done.failures) std::cout << "FAILED " << each << '\n';
  return done.failures.empty() ? 0 : 1;
}

int act_on(std::string_view argument) {
  const auto value = std::string{argument.substr(argument.find('=') + 1)};
  if (argument.starts_with("--seed=")) return run_one(std::stoull(value));
  if (argument == "--until-stopped")
    return run_seeds(1, std::numeric_limits<std::uint64_t>::max() - 1);
  const auto dots = value.find("..");
  if (!argument.starts_with("--seeds=") || dots == std::string::npos)
    throw std::invalid_argument{"simulate"};
  return run_seeds(std::stoull(value), std::stoull(value.substr(dots + 2)));
}

}  // namespace

int main(int count, char** arguments) {
  doctest::Context context;  // the shared helpers check with it
  context.setAsDefaultForAssertsOutOfTestCases();
  context.setAssertHandler([](const doctest::AssertData& failed) {
    if (failed.m_failed)
      std::cerr << failed.m_file << ':' << failed.m_line << ": " << failed.m_expr << '\n';
  });
  try {
    if (count == 2) return act_on(arguments[1]);
  } catch (const std::invalid_argument&) {
  }
  std::cerr << "usage: simulate --seed=N | --seeds=FROM..TO | --until-stopped\n";
  return 2;
}
