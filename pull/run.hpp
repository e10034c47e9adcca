// One job on its way: reads a page, has its rows compared, and puts what is new into the journal.
#pragma once

#include "acumatica/row.hpp"
#include "messages/control.hpp"
#include "messages/pull.hpp"
#include "messages/submission.hpp"
#include "pull/source.hpp"
#include "storage/ledger.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace acumage::pull {

struct entity_options {
  std::string inquiry;  ///< its name; empty: the entity is not pulled
  bool by_key = false;  ///< it is no inquiry: records are read one by one, by their keys
};

struct options {
  std::array<entity_options, entity_count> entities;  ///< by index_of(entity)
  std::chrono::seconds overlap{600};
  std::chrono::seconds lag{600};
  std::uint64_t max_rows = 5'000'000;
  std::uint64_t most_unsettled = 250'000;  ///< above this a job waits: pushes come first
  bool absent_zero = false;                ///< as of pull_job, for scheduled runs
  std::chrono::seconds patience{3'600};    ///< how long a page is repeated
};

/// What a run uses of the node. Thread-safe.
struct neighbours {
  storage::ledger& ledger;
  /// Compares rows with the memory of their lane.
  std::function<result<observed_rows>(entity, observe_rows)> observe;
  std::function<result<receipt>(submission)> submit;
  /// Whether the lane has taken in everything accepted so far.
  std::function<bool(entity)> taken_in;
  std::function<acumatica::field_aliases()> aliases;
  std::function<std::int64_t()> now_us;  ///< wall clock
  /// A job has got further: before, after. On the thread of the jobs.
  std::function<void(const pull_job&, const pull_job&)> progressed = {};
};

/// Not thread-safe. The job is kept on disk by every step that gets anywhere, together with the
/// rows, so that another run goes on where this one ends.
class run {
 public:
  run(pull_job job, const options& how, neighbours& with, erp_session& erp);

  /// Does one request, or one write. Empty: go on at once; otherwise, wait that long.
  std::chrono::milliseconds step();
  const pull_job& job() const { return job_; }
  void cancel();

 private:
  using pause = std::chrono::milliseconds;

  pause begin();
  pause read_page();
  pause read_keys();
  pause read_known();
  pause take(page what);
  pause submit();
  pause zero_absent();
  pause finish();
  pause fail(std::string why);
  pause meet(const problem& what);
  pause wait(pull_wait why, pause for_how_long);
  std::string why_not() const;
  void build(std::vector<change> rows, const std::vector<observation>& seen,
             const std::vector<std::uint64_t>& changed);
  void count_missed(const std::string& key, std::uint64_t changed_at);
  void add_end(submission& to) const;
  bool room() const;
  bool is_by_key() const { return how_.entities.at(index_of(job_.entity)).by_key; }
  std::string inquiry() const { return how_.entities.at(index_of(job_.entity)).inquiry; }
  std::uint64_t lag_ticks() const;
  bool whole_run() const { return job_.scope == pull_scope::all && !job_.dry_run; }

  pull_job job_;
  const options& how_;
  neighbours& with_;
  erp_session& erp_;
  std::unique_ptr<row_source> rows_;
  std::unique_ptr<submission> unsent_;  ///< built from a page, not yet in the journal
  bool ends_ = false;                   ///< it is the last
  std::uint64_t requests_before_ = 0;   ///< of the session, when the run began
  std::uint64_t waited_before_ = 0;
  std::int64_t troubled_since_us_ = 0;  ///< 0: the last request was answered
  int troubles_ = 0;                    ///< in a row
  std::string absent_cursor_;
};

}  // namespace acumage::pull
