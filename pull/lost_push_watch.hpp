// Finds notifications that Acumatica could not deliver, and has what they told read (PULL.md 7.6).
#pragma once

#include "messages/entity.hpp"
#include "messages/log.hpp"
#include "messages/lost_push.hpp"
#include "messages/pull.hpp"
#include "pull/lost_push_rows.hpp"
#include "pull/recurring.hpp"
#include "pull/source.hpp"
#include "storage/ledger.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace acumage::pull {

struct lost_push_options {
  std::chrono::seconds every{900};  ///< 0: Acumatica is not asked; it may still send them
  bool resync = false;              ///< orders a job, too
  std::chrono::seconds overlap{600};
  std::chrono::seconds lag{600};
};

struct lost_push_neighbours {
  storage::ledger& ledger;
  /// The entity that a query belongs to.
  std::function<std::optional<entity>(std::string_view)> entity_of;
  std::function<bool(entity)> pulled;
  std::function<std::int64_t()> now_us;  ///< wall clock
  log_function log;
  std::function<void()> on_found = [] {};  ///< called for each new one
};

/// Lost notifications of one entity whose records have not come since; no entity: of queries that no
/// setting maps.
struct lost_push_trouble {
  std::optional<entity> lane;
  std::string words;
};

/// Thread-safe. due() and run() belong to the thread of the jobs.
class lost_push_watch final : public lost_push_port, public recurring {
 public:
  lost_push_watch(lost_push_options how, lost_push_neighbours with);

  status take_rows(const std::vector<std::string>& rows) override;
  void note_push(std::string_view query, std::uint64_t stamp) override;
  void note_refusal(int http_status) override;

  bool due() override;
  void run(puller& jobs, erp_session& erp) override;

  /// What a job that is over has covered.
  void note_end(const pull_job& job);
  lost_push_report report() const;
  std::vector<lost_push_trouble> troubles() const;

 private:
  struct order {
    entity of;
    std::vector<lost_push_rows::key> rows;
    std::uint64_t since;
  };

  bool poll_due() const;
  void poll(erp_session& erp);
  void poll_failed(const problem& what, std::int64_t now_us);
  std::vector<order> orders() const;
  void give(puller& jobs, const order& what);
  status take(std::vector<lost_push> found, std::int64_t asked_us);
  std::string cover_of(const lost_push& what, std::span<const pull_job> jobs) const;
  bool covers(const pull_job& job, const lost_push& what) const;
  std::optional<entity> entity_of(const std::string& query) const;
  std::uint64_t ticks_of_span(std::chrono::seconds span) const;
  bool is_condition(const known_lost_push& row, std::int64_t now_us) const;
  std::string words_of(std::optional<entity> lane, const known_lost_push& newest,
                       std::size_t count) const;

  lost_push_options how_;
  lost_push_neighbours with_;
  mutable std::mutex mutex_;
  mutable std::map<std::string, std::optional<entity>> entities_;  // guarded by mutex_, by query
  lost_push_rows rows_;                                            // guarded by mutex_, as the next
  recent_pushes pushes_;                                           ///< that were accepted
  refused_pushes refusals_;                                        ///< by this node
  std::set<lost_push_rows::key> fresh_;  ///< of the last find, those that nothing covered
  std::int64_t asked_us_ = 0;
  std::chrono::seconds pause_;  ///< until Acumatica is asked again
  std::int64_t failing_since_us_ = 0;
  std::string problem_;
  std::int64_t ahead_us_ = 0;  ///< by how much the ERP's clock is ahead
};

}  // namespace acumage::pull
