// The whole pipe under the test scheduler: real actors, policies and storage, virtual time, and a store in memory: for
// prices and quantities, and for whatever lanes and store a test brings along.
#pragma once

#include "actors/inventory.hpp"
#include "actors/kept_links.hpp"
#include "actors/pipeline.hpp"
#include "actors/store_facts.hpp"
#include "messages/stats.hpp"
#include "storage/ledger.hpp"
#include "tests/actors/store_double.hpp"
#include "tests/support/schema_check.hpp"
#include "tests/support/temp_dir.hpp"

#include <caf/actor_system.hpp>
#include <caf/scheduler/test_coordinator.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace acumage::tests {

struct pipe_options {
  policy::batch_options plan{25, 25};
  policy::schedule_options schedule{std::chrono::seconds{59}, std::chrono::milliseconds{0},
                                    std::chrono::seconds{60}};  ///< continuous
  policy::retry_options retry{3, std::chrono::seconds{1}, std::chrono::seconds{300}};
  std::size_t concurrency = 1;
  bool ignore_unknown = false;
  std::chrono::milliseconds settle_time{60'000};
  std::chrono::milliseconds check_interval{0};  ///< no idle lane asks the store
  actors::entity_rule rule;                     ///< empty: the pricing rule
  entity lane = entity::pricing;                ///< the one that the pipe's calls are about
  /// EAST and WEST are sold at main, NORTH at wh_north.
  policy::inventory_options stock{
      .sources = {{"east", "main"}, {"west", "main"}, {"north", "wh_north"}},
      .hold_incomplete = false};
  /// Empty: the store in memory.
  std::function<std::unique_ptr<magento::transport>()> connect;
  /// What the five lanes are; empty: prices and quantities, by the options above.
  std::function<actors::lane_setup(entity, actors::context&, actors::store_facts&,
                                   actors::kept_links&)>
      lanes;
  std::chrono::milliseconds pair_window{2'000};
  std::chrono::milliseconds assemble_window{2'000};
  bool sync = true;  ///< false: nothing of the test is about the power
  log_function log = [](const log_line&) {};
};

/// A pipe whose calls are about quantities.
pipe_options stock_options();

/// A row of the query for prices, as Acumatica says it.
change price_change(const std::string& sku, const std::string& price, std::uint64_t stamp);
/// A row of the query for quantities: what is on hand of an item in a warehouse, or "EAST/R1", a location.
change stock_change(const std::string& item, const std::string& place, const std::string& quantity,
                    std::uint64_t stamp);
/// The two halves of an update in one change.
change stock_update(const std::string& item, const std::string& place, const std::string& before,
                    const std::string& now, std::uint64_t stamp);

/// SPEC 11: what came is what has ended, and what is not settled.
bool is_balanced(const stats_table& stats, const storage::ledger& ledger);

class pipe {
 public:
  explicit pipe(pipe_options options = {});
  ~pipe();

  /// One accepted price, committed and handed to its lane; nothing runs yet beyond that.
  void push(const std::string& sku, const std::string& price, std::uint64_t stamp);
  void push_all(std::size_t count, std::uint64_t stamp);  ///< SKU-0001 … at price 1, 2, …
  /// `progress`: of the job that read them.
  void push_changes(std::vector<change> what, std::optional<pull_job> progress = {});
  /// Lets everything happen that can happen now.
  void run();
  /// Passes time in steps of at most 100 ms, everything happening on the way.
  void advance(std::chrono::milliseconds time);
  /// A kill and a start: actors and memory are gone, what was written is there.
  void restart();
  /// What is in hand now is what the next start finds, as after a kill at this moment.
  void note_death();
  /// The same, by a fault of the process while it had this change alone in hand.
  void die_of(std::uint64_t sequence);
  /// Replays all open dead letters; with `force` whatever is newer.
  void replay(replay_job how = {});
  /// An operator's switch, of any lane.
  void set_sending(entity which, bool on);
  /// What an operator's republish does, of all that is remembered.
  void republish();

  void pause();
  void resume();

  waiting_rows waiting(const waiting_query& ask = {}, std::optional<entity> of = {});
  std::uint64_t order(waiting_order::verb what, const waiting_filter& filter,
                      std::optional<entity> of = {});
  /// Has the lane forget versions; of how many keys.
  std::uint64_t forget(const std::string& key_glob);
  /// Rows that were read from the ERP, compared by the lane.
  /// All of one entity.
  std::vector<observation> observe(std::vector<change> rows, bool whole_run = false,
                                   bool first = false, bool dry_run = false);
  /// Stops the lane; true when nothing of it is in flight any more.
  bool drain();

  const lane_row& lane() const { return stats_->lane(options_.lane); }
  bool balanced() const { return is_balanced(*stats_, *ledger_); }
  storage::ledger& ledger() { return *ledger_; }
  std::filesystem::path data() const { return folder_ / "data"; }
  actors::pipeline& graph() { return *graph_; }
  actors::context& shared() { return *shared_; }
  std::size_t unsettled() const { return ledger_->figures().unsettled; }
  /// Ends in the history, newest first: "outcome reason".
  std::vector<std::string> ends_of(const std::string& key) const;
  std::vector<history_record> history(const std::string& key = {}) const;
  std::vector<dead_letter> letters() const;
  std::int64_t now_us() const;
  circuit_state circuit() const { return static_cast<circuit_state>(lane().circuit.load()); }
  const stats_table& stats() const { return *stats_; }

  store_double store;

 private:
  void start();
  void stop();
  actors::pipeline_setup setup();
  actors::lane_setup lane_setup_of(entity which);
  template <class Answer, class Handle, class Question>
  Answer ask(const actors::link<Handle>& whom, const Question& question);

  pipe_options options_;
  schema_watch schema_;  ///< sees all that is sent, whatever the store
  temp_dir folder_;
  std::chrono::milliseconds passed_{0};
  std::unique_ptr<stats_table> stats_;
  std::unique_ptr<storage::ledger> ledger_;
  std::unique_ptr<storage::hand_marks> hands_;
  std::unique_ptr<actors::context> shared_;
  std::unique_ptr<actors::store_facts> facts_;
  std::unique_ptr<actors::kept_links> links_;
  std::unique_ptr<actors::intake_gate> gate_;
  std::unique_ptr<caf::actor_system_config> config_;
  std::unique_ptr<caf::actor_system> system_;
  caf::scheduler::test_coordinator* scheduler_ = nullptr;
  std::unique_ptr<actors::pipeline> graph_;
  int jobs_ = 0;
};

}  // namespace acumage::tests
