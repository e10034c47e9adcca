// A small ERP, the memory of a lane and a journal, all under the test's control.
#pragma once

#include "messages/pull.hpp"
#include "pull/run.hpp"
#include "pull/source.hpp"
#include "storage/ledger.hpp"
#include "tests/support/temp_dir.hpp"

#include <atomic>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace acumage::tests {

inline constexpr std::uint64_t second_ticks = 10'000'000;

/// A row as the ERP has it: visible from its commit on, stamped by its statement.
struct erp_row {
  std::string value;
  std::uint64_t stamped = 0;  // ticks
  std::uint64_t visible = 0;  // ticks
};

/// Prices by SKU, with every state of each; reads see those that are committed.
class erp_model {
 public:
  std::uint64_t now = ticks_of(1'755'000'000'000'000);
  std::size_t page_size = 3;
  std::deque<pull::problem> troubles;  ///< of the next requests
  std::uint64_t requests = 0;
  std::atomic<std::uint64_t> sign_outs{0};  ///< read by other threads
  std::vector<lost_push> lost;
  std::vector<std::uint64_t> lost_asked;  ///< since when, of each request
  bool interrupted = false;

  void write(const std::string& sku, std::string value, std::uint64_t commits_in_ticks = 0);
  void remove(const std::string& sku);
  std::optional<erp_row> at(const std::string& sku) const;
  /// All SKUs with a visible row, with its value.
  std::map<std::string, std::string> values() const;
  std::unique_ptr<pull::erp_session> connect();

 private:
  std::map<std::string, std::vector<erp_row>> rows_;
};

/// What a lane remembers: per SKU the newest value and its version.
struct lane_model {
  struct entry {
    std::string value;
    version at;
  };
  std::map<std::string, entry> memory;
  std::vector<observe_rows> asked;

  observed_rows observe(const observe_rows& what);
  /// What the lane does with an entry of the journal.
  void take(const journaled_change& what);
};

/// Everything a run needs, on a folder of its own.
class pull_rig {
 public:
  pull_rig();

  erp_model erp;
  lane_model lane;
  pull::options how;
  std::int64_t now_us = 1'755'000'000'000'000;
  std::optional<error> refuses;  ///< what submissions are answered with
  std::vector<submission> accepted;

  storage::ledger& ledger() { return *ledger_; }
  /// As after the end of the process, however it came.
  void restart();
  pull::neighbours neighbours();
  pull_job job(pull_scope scope);
  /// To its end, or until it wants to wait; returns the job.
  pull_job finish(pull_job what);
  /// The lane reads the journal, and settles all of it.
  void work_off();
  void push(const std::string& sku, const std::string& value, std::uint64_t stamp);

 private:
  void open();
  temp_dir folder_;
  std::unique_ptr<storage::ledger> ledger_;
};

}  // namespace acumage::tests
