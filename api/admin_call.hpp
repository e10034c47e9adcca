// Shared parts of the admin routes: reading parameters, and the bound on slow calls.
#pragma once

#include "api/http/message.hpp"
#include "api/http/router.hpp"
#include "api/node_port.hpp"
#include "messages/result.hpp"

#include <atomic>
#include <cstddef>
#include <memory>
#include <string>

namespace acumage::api {

/// The parameters of the query and the members of the body together. errc::invalid when the body does not
/// parse.
result<name_values> values_of(const request& asked);

/// 415 for a body that is not JSON.
router::handler expecting_json(router::handler answer);

/// 400 for any parameter or member.
router::handler without_values(router::handler answer);

/// Counts running slow calls. Shared by the routes that make them.
class slow_calls {
 public:
  explicit slow_calls(std::size_t limit) : limit_{limit} {}

  bool begin();
  void end() { running_.fetch_sub(1); }

 private:
  const std::size_t limit_;
  std::atomic<std::size_t> running_{0};
};

/// Calls the handler when fewer than the limit are running, otherwise answers 503.
router::handler bounded(std::shared_ptr<slow_calls> by, router::handler answer);

/// /dead-letters… and /replays….
void add_letter_routes(router& routes, node_port& node, const std::shared_ptr<slow_calls>& slow);

/// /history… and /trace.
void add_history_routes(router& routes, node_port& node, const std::shared_ptr<slow_calls>& slow);

/// /waiting…, /republish, /forget-versions and /unmapped.
void add_waiting_routes(router& routes, node_port& node, const std::shared_ptr<slow_calls>& slow);

/// /resync….
void add_pull_routes(router& routes, node_port& node, const std::shared_ptr<slow_calls>& slow);

/// /reconcile….
void add_backup_routes(router& routes, node_port& node);
void add_reconcile_routes(router& routes, node_port& node, const std::shared_ptr<slow_calls>& slow);

/// /first-load….
void add_first_load_routes(router& routes, node_port& node);

}  // namespace acumage::api
