#include "bin/node_parts.hpp"

#include "actors/inventory.hpp"
#include "actors/order.hpp"
#include "actors/pricing.hpp"
#include "api/admin_routes.hpp"
#include "api/auth.hpp"
#include "api/body_signature.hpp"
#include "api/intake_routes.hpp"
#include "bin/settings_text.hpp"
#include "bin/test_faults.hpp"
#include "bin/wall_clock.hpp"
#include "magento/connection_test.hpp"
#include "policy/coalescing.hpp"

#include <caf/all.hpp>

#include <array>
#include <set>
#include <utility>

namespace acumage::bin {

namespace {

std::string hex(std::uint64_t value, int digits) {
  std::string text;
  for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4)
    text += "0123456789abcdef"[(value >> static_cast<unsigned>(shift)) & 15U];
  return text;
}

}  // namespace

node::parts::parts(bin::settings with, log_function log)
    : with_{std::move(with)},
      log_{std::move(log)},
      reading_{std::make_shared<const acumatica::reading>(reading_of(with_))},
      began_{std::chrono::steady_clock::now()},
      random_{std::random_device{}()} {
  run_id_ = hex(random_(), 8);
}

node::parts::~parts() = default;

double node::parts::draw() {
  const std::lock_guard guard{random_mutex_};
  return std::uniform_real_distribution<double>{0.0, 1.0}(random_);
}

std::string node::parts::next_request_id() {
  return run_id_ + "-" + hex(requests_.fetch_add(1) + 1, 8);
}

status node::parts::open_storage() {
  auto opened = storage::ledger::open(ledger_options_of(with_));
  if (!opened) return opened.problem();
  ledger_ = std::move(*opened);
  auto hands = storage::hand_marks::open(with_.storage.path);
  if (!hands) return hands.problem();
  hands_ = std::move(*hands);
  for (const auto& [which, sequence] : hands_->known())
    if (const auto found = ledger_->find(which, sequence);
        !found && found.problem().code == errc::not_found)
      hands_->ended(which, sequence);  // it had ended already, and nobody will meet it again
  if (hands_->careful())
    log_({log_level::warn,
          "node",
          "the last run ended without a word: what was in hand is taken one change at a time",
          {{"ends_in_a_row", std::to_string(hands_->unclean_ends())}}});
  shared_.reset(
      new actors::context{*ledger_, stats_, log_, wall_us, [this] { return draw(); }, *hands_});
  facts_ = std::make_unique<actors::store_facts>(*shared_, std::chrono::steady_clock::now);
  gate_ = std::make_unique<actors::intake_gate>(*shared_, with_.intake.max_unsettled);
  return done();
}

actors::lane_setup node::parts::lane_setup_of(entity which) const {
  actors::lane_setup lane;
  if (which == entity::pricing) {
    const auto reading = reading_;
    lane.rules = actors::pricing_rules([reading] { return reading; },
                                       {.enabled = with_.entities.at(index_of(which)),
                                        .price = with_.price_sync.price,
                                        .decimals = with_.price_sync.decimals});
    lane.language = actors::price_language(with_.price_sync.store_id);
  } else if (which == entity::inventory) {
    const auto reading = reading_;
    lane.rules =
        actors::inventory_rules([reading] { return reading; }, inventory_options_of(with_));
    lane.rules_write = true;
    lane.language = actors::stock_language({.check_skus = with_.delivery.check_skus}, *facts_);
  } else if (which == entity::order) {
    const auto reading = reading_;
    lane.rules = actors::order_rules([reading] { return reading; }, order_options_of(with_));
    lane.rules_write = true;
    lane.language = actors::order_language();
  } else {
    lane.rules = actors::unsupported_rules(which);
  }
  lane.batcher.plan = {with_.queue.threshold_count, with_.queue.batch_count};
  lane.batcher.schedule = {with_.queue.check_process_time, with_.queue.process_sleep_time,
                           with_.queue.schedule_interval};
  lane.batcher.concurrency = with_.delivery.concurrency.at(index_of(which));
  lane.batcher.park_interval = with_.delivery.park_interval;
  lane.batcher.park_limit = with_.delivery.park_limit;
  lane.batcher.shipment_hold = with_.delivery.shipment_hold;
  lane.batcher.sending = ledger_->switches().at(index_of(which)).sending;
  lane.dispatcher.judging.retry = {with_.queue.retry_count, with_.delivery.backoff_base,
                                   with_.delivery.backoff_cap};
  lane.dispatcher.probe_interval = with_.delivery.probe_interval;
  lane.dispatcher.judging.settle_time = with_.delivery.settle_time;
  lane.dispatcher.judging.ignore_unknown =
      !policy::is_document(which) && with_.delivery.unknown_sku == unknown_sku_rule::ignore;
  add_test_faults(lane);
  return lane;
}

void node::parts::start_actors(std::function<void(const std::string&)> on_crash) {
  actor_config_ = actors::actor_config();
  system_ = std::make_unique<caf::actor_system>(*actor_config_);
  pace_ = std::make_shared<magento::rate_limit>(with_.delivery.rate);
  actors::pipeline_setup setup;
  for (const auto each : all_entities) setup.lanes.at(index_of(each)) = lane_setup_of(each);
  setup.pair_window = with_.intake.pair_window;
  setup.assemble_window = with_.intake.assemble_window;
  setup.connect = [this] { return magento::connect(store_address_of(with_), pace_); };
  setup.next_request_id = [this] { return next_request_id(); };
  setup.reroute = [reading = reading_](const change& kept) {
    return acumatica::reroute(kept, *reading);
  };
  setup.on_crash = std::move(on_crash);
  pipeline_ = std::make_unique<actors::pipeline>(*system_, *shared_, *gate_, std::move(setup));
  const std::lock_guard guard{orders_mutex_};
  state_ = "running";
}

status node::parts::listen() {
  const auto& in = with_.intake;
  api::server_options intake;
  intake.address = in.address;
  intake.port = in.port;
  intake.workers = 64;  // each waits for the commit that carries its changes: as many share one
  intake.max_body = in.max_body;
  intake.max_connections = in.max_connections;
  intake.request_timeout = in.request_timeout;
  intake.tls = {in.tls_certificate.string(), in.tls_key.string(), in.client_ca.string()};
  intake.admit =
      api::secret_guard{{in.header_name, in.header_value.reveal(), in.hmac_secret.reveal()}};
  intake.admit_body = api::signature_check{in.hmac_secret.reveal()};
  intake.on_answer = [this](std::chrono::microseconds taken) { stats_.push.add(taken); };
  intake_server_ = std::make_unique<api::server>(
      std::move(intake), api::intake_routes(*gate_, {[this] { return reading_; }, wall_us}));
  if (auto started = intake_server_->start(); !started) return started;
  api::server_options admin;
  admin.address = with_.admin.address;
  admin.port = with_.admin.port;
  admin.workers = 8;
  admin.tls = {with_.admin.tls_certificate.string(), with_.admin.tls_key.string()};
  admin.admit = api::admin_guard{with_.admin.token.reveal(), with_.admin.hosts};
  admin_server_ = std::make_unique<api::server>(std::move(admin), api::admin_routes(*this, {}));
  return admin_server_->start();
}

void node::parts::stop() {
  {
    const std::lock_guard guard{orders_mutex_};
    if (state_ == "stopped" || !pipeline_) return;
    state_ = "stopped";
  }
  hands_->note_clean_end();  // whatever ends it from here on was asked for
  const auto deadline = with_.delivery.drain_deadline;
  gate_->close("stopping");
  if (intake_server_) intake_server_->stop(std::chrono::seconds{2});
  const bool drained = pipeline_->drain(deadline);
  log_({log_level::info,
        "node",
        drained ? "drained" : "stopped before all in flight had ended",
        {{"unsettled", std::to_string(ledger_->figures().unsettled)}}});
  if (admin_server_) admin_server_->stop(std::chrono::seconds{2});
  pipeline_.reset();
  system_.reset();  // waits for the actors, which have been told to end
  ledger_.reset();
}

api::node_figures node::parts::figures() const {
  const auto stored = ledger_->figures();
  const auto now = std::chrono::steady_clock::now();
  api::node_figures figures;
  figures.name = "acumage";
  figures.version = build_version();
  {
    const std::lock_guard guard{orders_mutex_};
    figures.state = state_;
  }
  figures.uptime_s = std::chrono::duration<double>(now - began_).count();
  figures.degraded = degraded();
  figures.unsettled = stored.unsettled;
  figures.journal_bytes = stored.bytes;
  figures.letters = stored.letters;
  figures.letters_by_class = stored.letters_by_class;
  figures.now_us = wall_us();
  figures.now_ms = actors::to_ms(now);
  return figures;
}

std::vector<std::string> node::parts::degraded() const {
  std::vector<std::string> reasons;
  if (auto full = ledger_->why_full(); !full.empty()) reasons.push_back(std::move(full));
  const auto now = wall_us();
  for (const auto each : all_entities) {
    const auto& lane = stats_.lane(each);
    const std::string name{to_string(each)};
    if (const auto circuit = static_cast<circuit_state>(lane.circuit.load());
        circuit != circuit_state::closed)
      reasons.push_back(name + ": circuit " + std::string{to_string(circuit)} + ": " +
                        lane.last_error.get());
    if (!lane.sending.load()) reasons.push_back(name + ": paused");
    const auto oldest = lane.oldest_accepted_us.load();
    const auto limit = std::chrono::microseconds{with_.alerts.backlog_age}.count();
    if (oldest != 0 && now - oldest > limit)
      reasons.push_back(name + ": the oldest change waits for " +
                        std::to_string((now - oldest) / 1'000'000) + " s");
  }
  return reasons;
}

std::string node::parts::why_not_ready() const { return gate_->why_not_ready(); }

result<letter_page> node::parts::letters(const letter_filter& filter, std::uint64_t from_id,
                                         std::size_t limit) const {
  return ledger_->letters(filter, from_id, limit);
}

result<letter_count> node::parts::count_letters(const letter_filter& filter) const {
  return ledger_->count_letters(filter);
}

result<dead_letter> node::parts::letter(std::uint64_t id) const { return ledger_->letter(id); }

result<std::uint64_t> node::parts::close_letters(const letter_filter& filter, letter_state to,
                                                 const std::string& note) {
  return ledger_->close_letters(filter, to, note, wall_us());
}

result<replay_job> node::parts::start_replay(const letter_filter& filter, bool force,
                                             std::uint32_t rate) {
  const std::lock_guard guard{orders_mutex_};
  if (const auto running = ledger_->job(); running && running->state == job_state::running)
    return error{errc::conflict,
                 "replay: job " + running->id + " is running; expected one job at a time",
                 {}};
  auto order = ledger_->replay_order(filter);
  if (!order) return order.problem();
  replay_job job;
  job.id = next_request_id();
  job.filter = filter;
  job.force = force;
  job.rate = rate;
  job.total = order->size();
  for (const auto id : *order) job.last_letter = std::max(job.last_letter, id);
  if (order->empty()) job.state = job_state::done;
  if (auto kept = ledger_->save_job(job); !kept) return kept.problem();
  if (force)
    log_({log_level::warn,
          "node",
          "replay with force: older versions may overwrite newer ones",
          {{"job", job.id}, {"letters", std::to_string(job.total)}}});
  if (job.state == job_state::running) pipeline_->replay(job);
  return job;
}

result<replay_job> node::parts::replay(const std::string& id) const {
  auto job = ledger_->job();
  if (!job || job->id != id)
    return error{errc::not_found, "replay: no job " + id + "; expected the id of the last one", {}};
  return std::move(*job);
}

result<replay_job> node::parts::cancel_replay(const std::string& id) {
  const std::lock_guard guard{orders_mutex_};
  auto job = replay(id);
  if (!job) return job;
  if (job->state != job_state::running) return job;
  pipeline_->cancel_replay(id);
  job->state = job_state::cancelled;
  return job;
}

result<history_page> node::parts::history(const history_filter& filter, const std::string& cursor,
                                          std::size_t limit) const {
  return ledger_->history(filter, cursor, limit);
}

result<std::string> node::parts::order_lane(std::optional<entity> which, api::lane_order what) {
  const std::lock_guard guard{orders_mutex_};
  const bool on = what == api::lane_order::resume;
  for (const auto each : all_entities) {
    if (which && *which != each) continue;
    auto kept = ledger_->switches().at(index_of(each));
    kept.sending = on;
    if (auto saved = ledger_->save_switches(each, kept); !saved) return saved.problem();
    pipeline_->set_sending(each, on);
    log_({log_level::info,
          "node",
          on ? "lane resumed" : "lane paused",
          {{"entity", std::string{to_string(each)}}}});
  }
  return std::string{on ? "sending" : "paused"};
}

std::vector<api::connection_check> node::parts::test_connection() {
  magento::connection_questions ask;
  ask.url = with_.connection.magento_url;
  ask.store_code = with_.connection.store_code;
  ask.credential = credential_of(with_);
  for (const auto each : all_entities)
    if (with_.entities.at(index_of(each))) ask.enabled.insert(each);
  const auto way = magento::connect(store_address_of(with_), pace_);
  std::vector<api::connection_check> checks;
  for (auto& each : magento::test_connection(*way, ask).checks)
    checks.push_back(
        {std::move(each.name), each.ok, std::move(each.detail), std::move(each.remedy)});
  return checks;
}

std::map<std::string, std::string> node::parts::settings() const { return list_settings(with_); }

}  // namespace acumage::bin
