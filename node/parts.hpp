// The parts of a node, in the order in which they are built; they are destroyed in reverse order.
#pragma once

#include "actors/context.hpp"
#include "actors/intake.hpp"
#include "actors/kept_links.hpp"
#include "actors/pipeline.hpp"
#include "actors/store_facts.hpp"
#include "acumatica/notification.hpp"
#include "api/http/server.hpp"
#include "api/node_port.hpp"
#include "backup/keeper.hpp"
#include "loading/loader.hpp"
#include "magento/http_transport.hpp"
#include "node/conditions.hpp"
#include "node/kept_figures.hpp"
#include "node/node.hpp"
#include "node/options.hpp"
#include "node/pull_health.hpp"
#include "node/pulse.hpp"
#include "node/store_inquiries.hpp"
#include "node/table_look.hpp"
#include "node/webhook.hpp"
#include "policy/alert_book.hpp"
#include "pull/lost_push_watch.hpp"
#include "pull/puller.hpp"
#include "reconcile/reconciler.hpp"
#include "settings/settings.hpp"
#include "storage/ledger.hpp"

#include <caf/actor_system.hpp>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <random>
#include <span>
#include <string>

namespace acumage::node {

/// For the API. Steady times become wall times.
waiting_item shown_waiting(entity which, waiting_row row, std::int64_t now_us);

class node::parts final : public api::node_port {
 public:
  /// `kept`: null for the first node of the process.
  parts(settings::settings with, node_outlets to, std::shared_ptr<kept_figures> kept);
  ~parts() override;

  status open_storage();
  void start_actors();
  status listen(listening at);
  void watch_lost_pushes();
  void start_pulling();
  void start_reconciler();
  void start_first_load_job();
  void start_backups();
  void watch_alerts(std::shared_ptr<policy::alert_book> book, std::vector<std::string> untaken);
  bool answers(std::chrono::milliseconds at_most) const;
  void stop();
  listening hand_over();
  std::uint16_t intake_port() const { return intake_server_->port(); }
  std::uint16_t admin_port() const { return admin_server_->port(); }

  api::node_figures figures() const override;
  api::process_figures process() const override;
  const stats_table& stats() const override { return stats_; }
  const api::series& series() const override { return series_; }
  std::string why_not_ready() const override;
  result<letter_page> letters(const letter_filter& filter, std::uint64_t from_id, std::size_t limit,
                              letter_parts parts) const override;
  result<letter_count> count_letters(const letter_filter& filter) const override;
  result<dead_letter> letter(std::uint64_t id) const override;
  result<api::edited_letter> edited_letter(std::uint64_t id,
                                           std::string_view change) const override;
  result<api::edited_letter> edit_letter(std::uint64_t id, std::string_view change) override;
  result<std::uint64_t> close_letters(const letter_filter& filter, letter_state to,
                                      const std::string& note) override;
  result<reopened_letters> count_reopened(const letter_filter& filter) const override;
  result<reopened_letters> reopen_letters(const letter_filter& filter) override;
  result<replay_job> start_replay(const letter_filter& filter, bool force,
                                  std::uint32_t rate) override;
  result<api::overtaken_letters> overtaken(const letter_filter& filter) const override;
  result<replay_job> replay(const std::string& id) const override;
  std::optional<order_ends> ends_of(const std::string& order) const override;
  result<replay_job> cancel_replay(const std::string& id) override;
  result<history_page> history(const history_filter& filter, const std::string& cursor,
                               std::size_t limit) const override;
  result<waiting_page> waiting(const waiting_filter& filter, const std::string& cursor,
                               std::size_t limit) const override;
  result<history_record> history_record_of(const std::string& id) const override;
  result<key_trace> trace(const trace_question& asked) override;
  result<std::uint64_t> order_waiting(const waiting_filter& filter,
                                      api::waiting_order what) override;
  result<std::uint64_t> count_republish(const republish_filter& filter) const override;
  status wait_for_memory(const std::optional<entity>& of) const;
  result<api::republished> republish(const republish_filter& filter) override;
  result<std::uint64_t> count_versions(const forget_filter& filter) const override;
  result<std::uint64_t> forget_versions(const forget_filter& filter) override;
  result<std::vector<unmapped_value>> unmapped() const override;
  result<pull_job> start_pull(const pull_job& order) override;
  std::vector<pull_job> pulls() const override;
  std::optional<std::vector<acumage::pull_outlook>> pull_outlook() const override;
  std::optional<pull_job> wait_for_pull(const std::string& id,
                                        std::chrono::milliseconds at_most) const override;
  status cancel_pull(const std::string& id) override;
  lost_push_report lost_pushes() const override;
  result<std::string> start_reconciliation(const reconcile_order& order) override;
  std::vector<reconcile_status> reconciliations() const override;
  result<reconcile_page> reconciled(const std::string& id, const std::string& what,
                                    const std::string& cursor, std::size_t limit) const override;
  status cancel_reconciliation(const std::string& id) override;
  api::reconcile_outlook reconcile_outlook() const override;
  result<backup_status> start_backup(const backup_order& what) override;
  backup_status last_backup() const override;
  status reload_settings() override;
  result<std::string> order_lane(std::optional<entity> which, api::lane_order what) override;
  result<std::vector<api::connection_check>> test_connection() override;
  std::map<std::string, api::setting> settings() const override;
  result<first_load> start_first_load(const first_load_order& order) override;
  result<first_load> confirm_first_load(const first_load_answer& answer) override;
  result<first_load> cancel_first_load() override;
  std::optional<first_load> first_load_now() const override;
  void show(const settings::settings& in_force);

 private:
  template <class Use>
  result<std::uint64_t> each_republished(const republish_filter& filter, Use use) const;
  double draw();
  std::string next_request_id();
  std::vector<std::string> reasons_of(const std::vector<condition>& wrong,
                                      const std::array<api::lane_view, entity_count>& lanes) const;
  status listen_intake(api::descriptor at, std::size_t most_connections);
  status listen_admin(api::descriptor at, std::size_t most_connections);
  node_facts facts() const;
  actors::held_rules held_rules() const;
  magento::present_options present_options();
  void look_live(entity which, const std::string& record,
                 std::span<const actors::held_value> values, std::span<traced_record> records);
  std::vector<std::string> failing_checks();
  result<std::uint64_t> count_erp_rows(entity which, const loading::rest_function& rest);
  result<load_comparison> preview_load(entity which, const loading::rest_function& rest,
                                       std::function<void(std::uint64_t)> seen);
  loading::lane_figures lane_now(entity which) const;
  result<std::string> start_whole_pull(entity which);
  loading::pace loading_pace() const;
  first_load with_lanes_now(first_load load) const;
  void note_pull(const pull_job& before, const pull_job& after);
  std::vector<condition> pull_conditions() const;
  void take_reconciliations(reconcile::reconciler_neighbours& to);
  void note_last_heard();
  bool begin_stop();
  void drain();
  void end_admin_requests(std::chrono::milliseconds for_one_more, api::farewell how);
  void take_down();
  void sync();
  void look_for_alerts();
  void tell(const policy::alert& what);

  settings::settings with_;
  node_outlets to_;
  log_function& log_ = to_.log;
  std::shared_ptr<const acumatica::reading> reading_;
  std::mutex random_mutex_;
  std::mt19937_64 random_;
  std::string run_id_;  // distinguishes the requests of this start from those of others
  std::atomic<std::uint64_t> requests_{0};
  std::mutex republish_mutex_;       // one scan of all items at a time
  mutable std::mutex orders_mutex_;  // one order of an operator at a time
  std::atomic<const char*> state_{"starting"};
  bool stopped_ = false;  // used only by the thread that stops the node
  store_inquiries inquiries_;
  mutable std::mutex shown_mutex_;
  std::map<std::string, api::setting> shown_;  // guarded by shown_mutex_

  std::shared_ptr<kept_figures> kept_;
  stats_table& stats_;   // of kept_
  api::series& series_;  // of kept_
  std::unique_ptr<storage::ledger> ledger_;
  std::unique_ptr<storage::hand_marks> hands_;
  std::unique_ptr<actors::context> shared_;
  std::unique_ptr<actors::store_facts> facts_;
  std::unique_ptr<actors::kept_links> links_;
  std::unique_ptr<actors::intake_gate> gate_;
  std::shared_ptr<magento::rate_limit> pace_;
  std::unique_ptr<caf::actor_system_config> actor_config_;
  std::unique_ptr<caf::actor_system> system_;
  std::unique_ptr<actors::pipeline> pipeline_;
  mutable std::mutex pull_health_mutex_;
  pull_health pull_health_;                             // guarded by pull_health_mutex_
  std::unique_ptr<pull::lost_push_watch> lost_pushes_;  ///< null: no inquiry is set
  std::unique_ptr<pull::puller> puller_;               ///< null: there is no Acumatica to pull from
  std::unique_ptr<reconcile::reconciler> reconciler_;  // after the puller, which it uses
  std::unique_ptr<loading::loader> loader_;            ///< null: there is no Acumatica; uses both
  std::unique_ptr<backup::keeper> backups_;
  std::unique_ptr<pulse> sampling_;  ///< of series_
  std::shared_ptr<table_report> tables_;
  std::unique_ptr<table_look> look_;
  std::atomic<std::int64_t> intake_expires_us_{
      0};  // when the listener's certificate expires; 0: none
  std::atomic<std::int64_t> admin_expires_us_{0};
  std::unique_ptr<api::server> intake_server_;
  std::unique_ptr<api::server> admin_server_;
  recent_events events_;      // used only by watch_
  std::uint64_t alerts_ = 0;  // sent so far; used only by watch_
  std::shared_ptr<policy::alert_book> book_;
  std::unique_ptr<webhook> webhook_;  // null: no address
  std::unique_ptr<pulse> watch_;      // after everything that it checks
};

}  // namespace acumage::node
