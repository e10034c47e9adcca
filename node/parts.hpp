// What a node is made of, in the order in which it is built up; taken down in reverse.
#pragma once

#include "actors/context.hpp"
#include "actors/intake.hpp"
#include "actors/kept_links.hpp"
#include "actors/pipeline.hpp"
#include "actors/store_facts.hpp"
#include "acumatica/notification.hpp"
#include "api/http/server.hpp"
#include "api/node_port.hpp"
#include "magento/http_transport.hpp"
#include "node/conditions.hpp"
#include "node/node.hpp"
#include "node/options.hpp"
#include "node/pulse.hpp"
#include "node/webhook.hpp"
#include "policy/alert_book.hpp"
#include "settings/settings.hpp"
#include "storage/ledger.hpp"

#include <caf/actor_system.hpp>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <random>
#include <string>

namespace acumage::node {

class node::parts final : public api::node_port {
 public:
  parts(settings::settings with, log_function log);
  ~parts() override;

  status open_storage();
  void start_actors(std::function<void(const std::string&)> on_crash);
  status listen(listening at);
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
  result<letter_page> letters(const letter_filter& filter, std::uint64_t from_id,
                              std::size_t limit) const override;
  result<letter_count> count_letters(const letter_filter& filter) const override;
  result<dead_letter> letter(std::uint64_t id) const override;
  result<dead_letter> edited_letter(std::uint64_t id, std::string_view change) const override;
  result<dead_letter> edit_letter(std::uint64_t id, std::string_view change) override;
  result<std::uint64_t> close_letters(const letter_filter& filter, letter_state to,
                                      const std::string& note) override;
  result<replay_job> start_replay(const letter_filter& filter, bool force,
                                  std::uint32_t rate) override;
  result<replay_job> replay(const std::string& id) const override;
  result<replay_job> cancel_replay(const std::string& id) override;
  result<history_page> history(const history_filter& filter, const std::string& cursor,
                               std::size_t limit) const override;
  result<waiting_page> waiting(const waiting_filter& filter, const std::string& cursor,
                               std::size_t limit) const override;
  result<std::uint64_t> order_waiting(const waiting_filter& filter,
                                      api::waiting_order what) override;
  result<std::uint64_t> count_republish(const republish_filter& filter) const override;
  result<std::uint64_t> republish(const republish_filter& filter) override;
  result<std::uint64_t> count_versions(const forget_filter& filter) const override;
  result<std::uint64_t> forget_versions(const forget_filter& filter) override;
  result<std::vector<unmapped_value>> unmapped() const override;
  result<std::string> order_lane(std::optional<entity> which, api::lane_order what) override;
  std::vector<api::connection_check> test_connection() override;
  std::map<std::string, api::setting> settings() const override;
  void show(const settings::settings& in_force);

 private:
  template <class Use>
  result<std::uint64_t> each_republished(const republish_filter& filter, Use use) const;
  double draw();
  std::string next_request_id();
  std::vector<std::string> degraded() const;
  bool begin_stop();
  void drain();
  void take_down();
  void look_for_alerts();
  void tell(const policy::alert& what);

  settings::settings with_;
  log_function log_;
  std::shared_ptr<const acumatica::reading> reading_;
  std::chrono::steady_clock::time_point began_;
  std::mutex random_mutex_;
  std::mt19937_64 random_;
  std::string run_id_;  // tells the requests of this start from those of others
  std::atomic<std::uint64_t> requests_{0};
  std::mutex republish_mutex_;       // one scan of all items at a time
  mutable std::mutex orders_mutex_;  // one operator's order at a time
  std::string state_ = "starting";   // guarded by orders_mutex_
  mutable std::mutex shown_mutex_;
  std::map<std::string, api::setting> shown_;  // guarded by shown_mutex_

  stats_table stats_;
  api::series series_;
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
  std::unique_ptr<pulse> sampling_;  ///< of series_
  std::unique_ptr<api::server> intake_server_;
  std::unique_ptr<api::server> admin_server_;
  recent_events events_;      // of the watch alone
  std::uint64_t alerts_ = 0;  // told so far; of the watch alone
  std::shared_ptr<policy::alert_book> book_;
  std::unique_ptr<webhook> webhook_;  // null: no address
  std::unique_ptr<pulse> watch_;      // after all that it looks at
};

}  // namespace acumage::node
