#include "bench/figures.hpp"

#include "bench/shop.hpp"

#include <chrono>

namespace acumage::bench {

namespace {

constexpr std::size_t products = 5'000;

load_figures push(const child& node, std::size_t connections, std::size_t count,
                  std::uint64_t round) {
  return drive({.port = node.intake_port()}, connections,
               pushes({.count = count, .which = every_one_of(products), .round = round}));
}

}  // namespace

void measure_single(const run_options& how) {
  shop there{products};
  child node{how.folder, there.url()};
  node.start();
  push(node, 64, how.scaled(4'000), 1);  // warm: connections, caches, the first memtables
  node.wait_until_settled();

  const auto before = node.cpu_s();
  const auto many = push(node, 64, how.scaled(60'000), 2);
  node.wait_until_settled();
  report("single.rate", many.rate());
  report("single.answer_p50_ms", percentile_ms(many.answer_us, 0.5));
  report("single.answer_p99_ms", percentile_ms(many.answer_us, 0.99));
  report("single.cpu_us", (node.cpu_s() - before) * 1e6 / static_cast<double>(many.answered));

  const auto alone = push(node, 1, how.scaled(4'000), 3);
  report("alone.rate", alone.rate());
  report("alone.answer_p50_ms", percentile_ms(alone.answer_us, 0.5));
  report("alone.answer_p99_ms", percentile_ms(alone.answer_us, 0.99));
  node.wait_until_settled();
}

}  // namespace acumage::bench
