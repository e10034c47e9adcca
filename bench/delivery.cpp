#include "bench/figures.hpp"

#include "bench/shop.hpp"

#include <chrono>

namespace acumage::bench {

namespace {

using namespace std::chrono_literals;
using clock = std::chrono::steady_clock;

constexpr std::size_t lines = 1'000;
constexpr std::size_t connections = 4;

load_figures send_lines(const child& node, sequence of) {
  return drive(
      {.port = node.intake_port(), .path = "/changes", .content_type = "application/x-ndjson"},
      connections, line_bodies(std::move(of), lines));
}

/// All different keys: nothing coalesces, and every row is one that the store takes.
void deliver(const run_options& how, const child& node, const shop& there, std::uint64_t round,
             const std::string& name) {
  const auto count = how.scaled(200'000);
  const auto written = there.rows();
  const auto cpu = node.cpu_s();
  const auto began = clock::now();
  send_lines(node,
             {.what = how.what, .count = count, .which = every_one_of(count), .round = round});
  there.wait_for_rows(written + count);
  node.wait_until_settled();
  const seconds taken = clock::now() - began;
  report(name + ".rate", static_cast<double>(count) / taken.count());
  report(name + ".cpu_us", (node.cpu_s() - cpu) * 1e6 / static_cast<double>(count));
}

}  // namespace

void measure_delivery(const run_options& how) {
  const shop there{how.scaled(200'000)};
  child node{how.folder, there.url(), settings_for(how.what)};
  node.start();
  const std::string name{name_of(how.what)};
  deliver(how, node, there, 1, "deliver." + name + ".first");
  deliver(how, node, there, 2, "deliver." + name);
}

void measure_savings(const run_options& how) {
  constexpr std::size_t keys = 500;
  constexpr std::size_t batch = 500;  // batch_count of the node
  shop there{keys};
  simulator::fault slow;
  slow.latency = 200ms;
  there.store().inject(slow);
  child node{how.folder, there.url()};
  node.start();
  const auto count = how.scaled(1'000'000);
  const auto sent = send_lines(node, {.count = count, .which = every_one_of(keys)});
  node.wait_until_settled();
  const auto calls = static_cast<double>(there.store().count().writes);
  report("savings.calls", calls);
  report("savings.factor", static_cast<double>(count) / batch / calls);
  report("savings.rate", static_cast<double>(count) / sent.seconds);
}

}  // namespace acumage::bench
