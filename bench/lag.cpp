#include "bench/figures.hpp"

#include "bench/shop.hpp"

#include <chrono>
#include <thread>
#include <vector>

namespace acumage::bench {

namespace {

using namespace std::chrono_literals;
using clock = std::chrono::steady_clock;

constexpr std::size_t products = 1'000;

/// Of a node with nothing to do, in percent of a core.
double idle_percent(const run_options& how, const std::string& url, const char* sleep_s) {
  child node{how.folder, url, {{"queue.process_sleep_time", sleep_s}}};
  node.start();
  std::this_thread::sleep_for(1s);
  const auto before = node.precise_cpu_s();
  const auto began = clock::now();
  std::this_thread::sleep_for(5s / static_cast<int>(how.part));
  return (node.precise_cpu_s() - before) * 100 / seconds{clock::now() - began}.count();
}

}  // namespace

void measure_lag(const run_options& how) {
  const shop there{products};
  report("idle.percent", idle_percent(how, there.url(), "1"));
  report("idle.continuous_percent", idle_percent(how, there.url(), "0"));

  child node{how.folder, there.url()};
  node.start();
  const auto each = pushes({.count = how.scaled(500), .which = every_one_of(products)});
  std::vector<std::uint32_t> taken_us;
  clock::time_point began;
  std::uint64_t sent = 0;
  // Asked for the next push when the answer to the last is there, which comes before the store has it.
  drive({.port = node.intake_port()}, 1, [&](std::string& body) {
    if (sent > 0) {
      there.wait_for_rows(sent);
      taken_us.push_back(static_cast<std::uint32_t>(
          std::chrono::duration_cast<std::chrono::microseconds>(clock::now() - began).count()));
    }
    std::this_thread::sleep_for(10ms);  // idle in between: that is what is measured
    if (!each(body)) return false;
    ++sent;
    began = clock::now();
    return true;
  });
  report("lag.p50_ms", percentile_ms(taken_us, 0.5));
  report("lag.p99_ms", percentile_ms(taken_us, 0.99));
}

}  // namespace acumage::bench
