// The whole node under the test scheduler: who of those that can go on does so is drawn, and it can die at any step.
#pragma once

#include "actors/kept_links.hpp"
#include "actors/pipeline.hpp"
#include "actors/store_facts.hpp"
#include "messages/stats.hpp"
#include "settings/settings.hpp"
#include "storage/ledger.hpp"
#include "tests/simulation/crash_disk.hpp"
#include "tests/simulation/flaky_store.hpp"
#include "tests/simulation/world.hpp"
#include "tests/support/temp_dir.hpp"

#include <caf/actor_system.hpp>
#include <caf/scheduler/test_coordinator.hpp>

#include <functional>
#include <future>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace acumage::tests {

class simulated_node final : public store_client {
 public:
  simulated_node(world& in, flaky_store& store, settings::settings with);
  ~simulated_node() override;

  void start();
  bool up() const { return system_ != nullptr && !dead(); }
  /// It makes way for its successor, which starts at once.
  bool reloading() const { return leaving_ && !dead_; }
  /// Until that moment, or until the node is dead.
  void run_until(moment end);
  /// A request to the intake; `answered` is called when it has its answer, or has lost its connection.
  using receipt_taker = std::function<void(const result<receipt>&)>;
  void submit(submission what, receipt_taker answered);

  /// From now on it is dead. What it does until take_down() reaches neither store nor disk nor sender.
  void die(death how);
  /// It dies at the `boundaries`-th write boundary from now on.
  void die_at(std::size_t boundaries, death how);
  void live() { die_at_ = 0; }
  /// Ends in the node's own manner, as after SIGTERM.
  void stop_gracefully();
  /// As node/ does on SIGHUP: drains with the intake open, cuts what is still under way, and begins anew with these
  /// settings.
  void reload(settings::settings with);
  /// `over` is called when the lane has answered, or the node has ended before.
  void forget_versions(entity which, const std::string& glob, std::function<void()> over);
  /// What is left of a life, before the next start.
  void take_down();

  bool dead() const override { return dead_ || leaving_; }
  bool wait(entity lane, moment how_long) override;

  storage::ledger& ledger() { return *ledger_; }
  actors::pipeline& graph() { return *graph_; }
  const stats_table& stats() const { return *stats_; }
  const settings::settings& settings() const { return with_; }
  std::size_t lives() const { return lives_; }

 private:
  struct asked {
    std::future<result<receipt>> answer;
    receipt_taker taker;
  };

  actors::pipeline_setup setup();
  void open_storage();
  bool drain(moment at_most);
  void end_orders();
  bool run_something();
  bool may_run(caf::resumable* job) const;
  void run_job(std::size_t place);
  void take_answers();
  void advance(moment until);
  moment next_timeout() const;
  std::string name_of(caf::actor_id id) const;
  void check_invariants();
  void count_job(const std::string& name);

  world& world_;
  flaky_store& store_;
  settings::settings with_;
  temp_dir folder_;
  std::filesystem::path path_;

  std::unique_ptr<crash_disk> disk_;
  std::unique_ptr<crash_disk> next_disk_;
  bool dead_ = false;
  bool draining_ = false;  // for a reload or a stop
  bool leaving_ = false;   // drained, and cut from the store
  std::size_t die_at_ = 0;
  death how_ = death::process;
  std::size_t lives_ = 0;
  std::size_t requests_ = 0;
  std::size_t documents_under_way_ = 0;  // conversations that hold an order of the store
  std::size_t connected_ = 0;
  std::vector<asked> asked_;
  std::list<std::function<void()>> orders_;  // not answered yet
  moment second_{};                          // the one in which …
  std::size_t jobs_ = 0;                     // … so many messages were handled

  moment began_{};  // of this life
  caf::actor_id first_id_ = 0;
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
};

}  // namespace acumage::tests
