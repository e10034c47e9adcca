// acumage-bench: one round of one measurement, or the table of all rounds (bench/run calls it).
#include "bench/child.hpp"
#include "bench/figures.hpp"
#include "bench/report.hpp"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <map>
#include <string>

namespace acumage::bench {

void report(const std::string& name, double value) {
  std::printf("%s\t%.6g\n", name.c_str(), value);
  std::fflush(stdout);
}

}  // namespace acumage::bench

int main(int argc, char** argv) {
  using namespace acumage::bench;
  const std::map<std::string, void (*)(const run_options&)> measurements{
      {"single", measure_single},     {"delivery", measure_delivery}, {"backlog", measure_backlog},
      {"drain", measure_drain},       {"lag", measure_lag},           {"savings", measure_savings},
      {"ceilings", measure_ceilings}, {"searches", measure_searches},
  };
  CLI::App app{"Measures the real node, with load and store beside it.", "acumage-bench"};
  app.require_subcommand(1);
  run_options how{.folder = "bench-data"};
  std::string entity = "pricing";
  for (const auto& [name, run] : measurements) {
    auto* const one = app.add_subcommand(name);
    one->add_option("--folder", how.folder, "where the data go")->capture_default_str();
    one->add_option("--entity", entity)->check(CLI::IsMember({"pricing", "inventory"}));
    one->add_option("--part", how.part, "divides the load: 50 is a smoke")
        ->check(CLI::Range(1, 1000));
    one->callback([&how, &entity, action = run] {
      if (entity == "inventory") how.what = subject::inventory;
      action(how);
    });
  }
  std::string results;
  std::string heading;
  std::string document;
  auto* const table = app.add_subcommand("table", "the table of all rounds, in markdown");
  table->add_option("results", results)->required();
  table->add_option("--heading", heading, "a line above it");
  table->add_option("--document", document, "a file with the two marks; else to stdout");
  table->callback([&] {
    const auto text = heading + "\n" + table_of(results);
    if (document.empty())
      std::fputs(text.c_str(), stdout);
    else
      put_between_marks(document, text);
  });
  CLI11_PARSE(app, argc, argv);
  return 0;
}
