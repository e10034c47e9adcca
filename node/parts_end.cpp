// How a node ends, or makes way for the next one: first the requests, then what they use.
#include "node/parts.hpp"

#include <caf/all.hpp>

#include <future>
#include <utility>

namespace acumage::node {

namespace {

/// For requests in progress after a listener has stopped accepting.
constexpr std::chrono::seconds requests_end{3};

}  // namespace

void node::parts::stop() {
  if (!begin_stop()) return;
  gate_->close("stopping");
  drain();
  sync();  // in case the deadline ends the process before the last request has finished
  constexpr std::chrono::milliseconds at_once{0};
  if (admin_server_) end_admin_requests(at_once, api::farewell::at_once);
  if (intake_server_) intake_server_->stop(at_once, api::farewell::at_once, requests_end);
  take_down();
}

listening node::parts::hand_over() {
  listening kept;
  if (!begin_stop()) return kept;
  kept = {intake_server_->share_listener(), admin_server_->share_listener()};
  drain();  // changes that arrive in the meantime are stored for the next node
  constexpr std::chrono::seconds for_one_more{1};
  end_admin_requests(for_one_more, api::farewell::after_one_more);
  intake_server_->stop(for_one_more, api::farewell::after_one_more, requests_end);
  gate_->close("reloading");
  take_down();
  kept.alerts = book_;
  kept.tables = tables_;
  kept.figures = kept_;
  if (webhook_) kept.untaken_alerts = webhook_->end();
  return kept;
}

/// False: it was stopped before, or never started.
bool node::parts::begin_stop() {
  if (!pipeline_ || std::exchange(stopped_, true)) return false;
  state_ = "stopped";
  inquiries_.stop();
  if (puller_) puller_->stop();
  if (reconciler_) reconciler_->stop();
  if (loader_) loader_->stop();
  if (look_) look_->stop();
  watch_.reset();
  if (webhook_) webhook_->stop();
  hands_->note_clean_end();  // from here on any end of the process is intended
  return true;
}

/// Requests that scan many records give up after a while, and their clients ask again.
void node::parts::end_admin_requests(std::chrono::milliseconds for_one_more, api::farewell how) {
  constexpr std::chrono::seconds finish{1};
  auto ended = std::async(std::launch::async,
                          [&] { return admin_server_->stop(for_one_more, how, requests_end); });
  if (ended.wait_for(finish) != std::future_status::ready) ledger_->interrupt();
  ended.wait();
}

void node::parts::drain() {
  const bool drained = pipeline_->drain(with_.delivery.drain_deadline);
  log_({log_level::info,
        "node",
        drained ? "drained" : "stopped before everything in flight had finished",
        {{"unsettled", std::to_string(ledger_->figures().unsettled)}}});
}

/// Destroys what requests use only after the last request (SPEC 8), however long that takes. A
/// reload that is blocked here stops feeding the watchdog. A stop that is blocked here ends the
/// process at its deadline.
void node::parts::take_down() {
  sampling_.reset();
  pipeline_->end();         // everyone who waits for an actor's answer has one
  ledger_->stop_waiting();  // for those who still wait for room on the disk
  ledger_->interrupt();
  sync();
  look_.reset();
  admin_server_.reset();
  intake_server_.reset();
  backups_.reset();
  loader_.reset();
  reconciler_.reset();
  puller_.reset();
  lost_pushes_.reset();
  pipeline_.reset();
  system_.reset();  // waits for the actors, which have been asked to end
  sync();
  ledger_.reset();
}

void node::parts::sync() {
  if (const auto synced = ledger_->sync(); !synced)
    log_({log_level::error,
          "node",
          "cannot sync the data folder",
          {{"error", synced.problem().message}}});
}

}  // namespace acumage::node
