// The measurements: each takes one round of its figures and reports them by name.
#pragma once

#include "bench/changes.hpp"

#include <cstddef>
#include <filesystem>
#include <string>

namespace acumage::bench {

struct run_options {
  std::filesystem::path folder;  ///< on the disk that is measured
  subject what = subject::pricing;
  std::size_t part = 1;  ///< of the load: 50 makes a smoke of it

  std::size_t scaled(std::size_t full) const { return full / part; }
};

/// One line on stdout: name, tab, value. report.cpp reads it.
void report(const std::string& name, double value);

void measure_single(const run_options& how);    // one change per push: rate, CPU, answer times
void measure_delivery(const run_options& how);  // lines in, rows at the store: rate, CPU
void measure_backlog(const run_options& how);   // a million waiting: intake, memory, restart, drain
void measure_drain(const run_options& how);     // a million waiting, sent in one go
void measure_lag(const run_options& how);       // push to store, and what an idle node uses
void measure_savings(const run_options& how);   // calls to a slow store
void measure_ceilings(const run_options& how);  // what the disk, the front and the store allow
void measure_searches(const run_options& how);  // letters and history by filter, in a large folder

}  // namespace acumage::bench
