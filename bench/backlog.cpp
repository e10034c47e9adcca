#include "bench/figures.hpp"

#include "bench/shop.hpp"
#include "policy/delivery_queue.hpp"

#include <malloc.h>

#include <chrono>

namespace acumage::bench {

namespace {

using clock = std::chrono::steady_clock;

constexpr std::size_t lines = 1'000;
constexpr std::size_t connections = 4;

double seconds_since(clock::time_point began) { return seconds{clock::now() - began}.count(); }

void wait_for_waiting(const child& node, const run_options& how, std::size_t count) {
  const auto path = "lanes/" + std::string{name_of(how.what)} + "/waiting";
  wait_for("the lane's reading",
           [&] { return node.stat(path) == static_cast<std::int64_t>(count); });
}

/// Lanes paused: what comes in only has to be kept.
void fill(const child& node, const run_options& how, std::size_t count) {
  node.pause();
  const auto cpu = node.cpu_s();
  const auto sent = drive(
      {.port = node.intake_port(), .path = "/changes", .content_type = "application/x-ndjson"},
      connections,
      line_bodies({.what = how.what, .count = count, .which = every_one_of(count)}, lines));
  report("bulk.rate", static_cast<double>(count) / sent.seconds);
  report("bulk.answer_p50_ms", percentile_ms(sent.answer_us, 0.5));
  report("bulk.answer_p99_ms", percentile_ms(sent.answer_us, 0.99));
  report("bulk.cpu_us", (node.cpu_s() - cpu) * 1e6 / static_cast<double>(count));
}

/// From now until the store has all `count` rows and every change its end on disk.
void report_drain(const child& node, const shop& there, std::size_t count,
                  const std::string& name) {
  const auto cpu = node.cpu_s();
  const auto began = clock::now();
  const auto left = static_cast<double>(count - there.rows());
  there.wait_for_rows(count);
  node.wait_until_settled();
  report(name + ".rate", left / seconds_since(began));
  report(name + ".cpu_us", (node.cpu_s() - cpu) * 1e6 / left);
}

/// The heap of a queue that holds so many different prices, by the allocator's own count.
double queue_bytes_each(std::size_t count) {
  const auto before = ::mallinfo2().uordblks;
  policy::delivery_queue queue;
  for (std::size_t i = 1; i <= count; ++i) {
    delivery what;
    what.key = sku(i);
    what.version = {1, i};
    what.value = "1234.56";
    if (queue.add(std::move(what))) fail("two deliveries of one key");
  }
  return static_cast<double>(::mallinfo2().uordblks - before) / static_cast<double>(count);
}

}  // namespace

void measure_backlog(const run_options& how) {
  const auto count = how.scaled(1'000'000);
  if (how.what == subject::pricing) report("memory.queue_bytes", queue_bytes_each(count));
  const shop there{count};
  child node{how.folder, there.url(), settings_for(how.what)};
  node.start();
  report("memory.empty_mb", node.rss_mb());
  fill(node, how, count);
  wait_for_waiting(node, how, count);
  report("memory.waiting_mb", node.rss_mb());
  report("memory.peak_mb", node.peak_rss_mb());
  report("journal.bytes_each",
         static_cast<double>(node.stat("journal/bytes")) / static_cast<double>(count));

  node.kill();
  node.start();
  wait_for_waiting(node, how, count);
  report("memory.restarted_mb", node.rss_mb());

  node.kill();
  const auto began = clock::now();
  node.start();
  report("restart.listening_s", seconds_since(began));
  node.resume();  // a paused lane stays paused; its reading goes on meanwhile
  there.wait_for_rows(1);
  report("restart.first_s", seconds_since(began));
  report_drain(node, there, count, "drain.restart");
}

void measure_drain(const run_options& how) {
  const auto count = how.scaled(1'000'000);
  const shop there{count};
  child node{how.folder, there.url(), settings_for(how.what)};
  node.start();
  fill(node, how, count);
  wait_for_waiting(node, how, count);
  node.resume();
  report_drain(node, there, count, "drain");
  report("memory.drained_mb", node.rss_mb());
}

}  // namespace acumage::bench
