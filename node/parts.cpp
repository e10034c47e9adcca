#include "node/parts.hpp"

#include "api/admin_routes.hpp"
#include "api/auth.hpp"
#include "api/body_signature.hpp"
#include "api/intake_routes.hpp"
#include "magento/connection_test/connection_test.hpp"
#include "node/lane_switches.hpp"
#include "node/lanes.hpp"
#include "node/process_now.hpp"
#include "node/reconcile_health.hpp"
#include "node/store_questions.hpp"
#include "settings/text.hpp"
#include "settings/version.hpp"
#include "settings/wall_clock.hpp"

#include <caf/all.hpp>

#include <sys/resource.h>
#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace acumage::node {

namespace {

std::string hex(std::uint64_t value, int digits) {
  std::string text;
  for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4)
    text += "0123456789abcdef"[(value >> static_cast<unsigned>(shift)) & 15U];
  return text;
}

/// The maximum number of connections of both listeners together. The rest of the descriptors is for
/// database files, requests to the store and files that the node opens temporarily.
std::size_t most_connections() {
  constexpr std::size_t kept = 256 + 128;
  constexpr std::size_t least = 32;
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return SIZE_MAX;
  const auto all = static_cast<std::size_t>(limit.rlim_cur);
  return all > kept + least ? all - kept : least;
}

}  // namespace

node::parts::parts(settings::settings with, node_outlets to, std::shared_ptr<kept_figures> kept)
    : with_{std::move(with)},
      to_{std::move(to)},
      reading_{std::make_shared<const acumatica::reading>(reading_of(with_))},
      random_{std::random_device{}()},
      kept_{kept ? std::move(kept) : std::make_shared<kept_figures>()},
      stats_{kept_->stats},
      series_{kept_->series},
      events_{with_.alerts.window, stats_} {
  stats_.begin();
  run_id_ = hex(random_(), 8);
  show(with_);
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
  auto how = ledger_options_of(with_);
  how.on_failure = [on_crash = to_.on_crash](const error& problem) { on_crash(problem.message); };
  auto opened = storage::ledger::open(std::move(how));
  if (!opened) return opened.problem();
  ledger_ = std::move(*opened);
  for (const auto& each : ledger_->notes()) log_({log_level::warn, "node", each, {}});
  note_last_heard();
  for (const auto each : all_entities)
    stats_.lane(each).intake.store(ledger_->switches().at(index_of(each)).intake);
  auto hands = storage::hand_marks::open(with_.storage.path);
  if (!hands) return hands.problem();
  hands_ = std::move(*hands);
  const auto restored = ledger_->restored_to();
  if (!restored) return restored.problem();
  hands_->doubt_until(*restored);
  for (const auto& [which, sequence] : hands_->known())
    if (const auto found = ledger_->find(which, sequence);
        !found && found.problem().code == errc::not_found)
      hands_->ended(which, sequence);  // it had ended already and will not be seen again
  if (hands_->careful())
    log_({log_level::warn,
          "node",
          "the last run did not end cleanly: changes in progress are processed one at a time",
          {{"ends_in_a_row", std::to_string(hands_->unclean_ends())}}});
  shared_.reset(new actors::context{*ledger_, stats_, log_, settings::wall_us,
                                    [this] { return draw(); }, *hands_});
  facts_ = std::make_unique<actors::store_facts>(*shared_, std::chrono::steady_clock::now);
  links_ = std::make_unique<actors::kept_links>(*shared_);
  gate_ = std::make_unique<actors::intake_gate>(*shared_, with_.intake.max_unsettled);
  return done();
}

/// The silence continues across a restart: the last entry of the history is close enough.
void node::parts::note_last_heard() {
  const auto now_us = settings::wall_us();
  const auto last_end = [&](const history_filter& of) {
    const auto last = ledger_->history(of, {}, 1);
    return last && !last->items.empty() ? last->items.front().at_us : 0;
  };
  if (stats_.last_heard_us == 0) {
    const auto last_us = last_end({});
    stats_.last_heard_us = last_us == 0 ? now_us : last_us;
  }
  for (const auto each : all_entities) {
    auto& lane = stats_.lane(each);
    if (lane.last_push_us == 0) lane.last_push_us = now_us;
    const auto [lowest, highest] = ledger_->bounds(each);
    if (lane.last_accepted_us != 0 || highest == 0) continue;
    history_filter of;
    of.entity = each;
    auto last_us = last_end(of);
    // After a kill the history may lack what was settled last: it is in the journal again.
    for (const auto sequence : {lowest, highest})
      if (const auto kept = ledger_->find(each, sequence))
        last_us = std::max(last_us, kept->what.accepted_at_us);
    const std::chrono::microseconds retention =
        std::chrono::hours{24} * with_.history.retention_days;
    lane.last_accepted_us = last_us != 0 ? last_us : now_us - retention.count();
  }
}

void node::parts::start_actors() {
  actor_config_ = actors::actor_config();
  system_ = std::make_unique<caf::actor_system>(*actor_config_);
  pace_ = std::make_shared<magento::rate_limit>(with_.delivery.rate);
  actors::pipeline_setup setup;
  const lane_memories memories{reading_, *facts_, *links_, *ledger_};
  for (const auto each : all_entities)
    setup.lanes.at(index_of(each)) = lane_setup_of(each, with_, memories);
  setup.pair_window = with_.intake.pair_window;
  setup.assemble_window = with_.intake.assemble_window;
  setup.connect = [this] { return magento::connect(store_address_of(with_), pace_); };
  setup.next_request_id = [this] { return next_request_id(); };
  setup.reroute = [reading = reading_](const change& kept) {
    return acumatica::reroute(kept, *reading);
  };
  setup.on_crash = to_.on_crash;
  pipeline_ = std::make_unique<actors::pipeline>(*system_, *shared_, *gate_, std::move(setup));
  state_ = "running";
}

status node::parts::listen(listening at) {
  tables_ = at.tables ? std::move(at.tables) : std::make_shared<table_report>();
  const auto most = most_connections();
  if (auto started = listen_intake(std::move(at.intake), most); !started) return started;
  sampling_ = std::make_unique<pulse>(api::series::interval,
                                      [this] { series_.sample(stats_, settings::wall_us()); });
  if (auto started = listen_admin(std::move(at.admin), most); !started) return started;
  if (!tables_->finished()) look_ = std::make_unique<table_look>(*ledger_, tables_, log_);
  return done();
}

status node::parts::listen_intake(api::descriptor at, std::size_t most_connections) {
  const auto& in = with_.intake;
  api::server_options intake;
  intake.address = in.address;
  intake.port = in.port;
  intake.workers = 64;  // each waits for its commit, and up to this many share one
  intake.max_body = in.max_body;
  intake.max_connections = std::min<std::size_t>(in.max_connections, most_connections / 4 * 3);
  if (intake.max_connections < in.max_connections)
    log_({log_level::warn,
          "node",
          "fewer connections than intake.max_connections: too few file descriptors; expected a "
          "higher limit (LimitNOFILE of the service)",
          {{"connections", std::to_string(intake.max_connections)}}});
  intake.request_timeout = in.request_timeout;
  intake.tls = {in.tls_certificate.string(), in.tls_key.string(), in.client_ca.string()};
  const api::secret_guard guard{
      {in.header_name, in.header_value.reveal(), in.hmac_secret.reveal()}};
  intake.admit = guard;
  intake.proven = [guard](const api::request_head& head) { return guard.proves(head); };
  intake.admit_body = api::signature_check{in.hmac_secret.reveal()};
  intake.on_answer = [this](std::chrono::microseconds taken) { stats_.push.add(taken); };
  intake_server_ = std::make_unique<api::server>(
      std::move(intake), api::intake_routes(*gate_, {.reading = [this] { return reading_; },
                                                     .wall_us = settings::wall_us,
                                                     .lost_pushes = lost_pushes_.get()}));
  auto started = intake_server_->start(std::move(at));
  intake_expires_us_ = intake_server_->certificate_expires_us();
  return started;
}

status node::parts::listen_admin(api::descriptor at, std::size_t most_connections) {
  api::server_options admin;
  admin.address = with_.admin.address;
  admin.port = with_.admin.port;
  admin.workers = 8;
  admin.max_connections = std::min(admin.max_connections, most_connections / 4);
  admin.tls = {with_.admin.tls_certificate.string(), with_.admin.tls_key.string()};
  admin.admit = api::admin_guard{with_.admin.token.reveal(), with_.admin.hosts};
  admin_server_ = std::make_unique<api::server>(std::move(admin), api::admin_routes(*this, {}));
  auto started = admin_server_->start(std::move(at));
  admin_expires_us_ = admin_server_->certificate_expires_us();
  return started;
}

api::node_figures node::parts::figures() const {
  const auto stored = ledger_->figures();
  const auto now = std::chrono::steady_clock::now();
  api::node_figures figures;
  figures.name = "acumage";
  figures.version = settings::build_version();
  figures.state = state_.load();
  figures.uptime_s = std::chrono::duration<double>(now - kept_->began).count();
  figures.unsettled = stored.unsettled;
  figures.journal_bytes = stored.bytes;
  figures.disk_free = disk_free(with_);
  figures.letters = stored.letters;
  figures.letters_by_class = stored.letters_by_class;
  figures.letters_by_entity = stored.letters_by_entity;
  figures.compared = last_complete(reconciler_->all());
  figures.now_us = settings::wall_us();
  figures.lanes = kept_->lanes.look(with_, stats_, stored.letters_by_entity, figures.now_us);
  const auto wrong = lasting_conditions(with_, stats_, facts());
  figures.degraded = reasons_of(wrong, figures.lanes);
  figures.headline = headline_of(figures.lanes, wrong);
  figures.now_ms = actors::to_ms(now);
  return figures;
}

api::process_figures node::parts::process() const {
  auto figures = process_now();
  figures.log_dropped = to_.log_dropped();
  const auto database = ledger_->memory();
  figures.memtable_bytes = database.memtables;
  figures.block_cache_bytes = database.block_cache;
  figures.table_reader_bytes = database.table_readers;
  return figures;
}

std::string node::parts::why_not_ready() const { return gate_->why_not_ready(); }

result<std::string> node::parts::order_lane(std::optional<entity> which, api::lane_order what) {
  const std::lock_guard guard{orders_mutex_};
  for (const auto each : all_entities) {
    if (which && *which != each) continue;
    const auto after = switched(ledger_->switches().at(index_of(each)), what);
    if (auto saved = ledger_->save_switches(each, after); !saved) return saved.problem();
    if (what == api::lane_order::pause || what == api::lane_order::resume)
      pipeline_->set_sending(each, after.sending);
    stats_.lane(each).intake.store(after.intake);
    log_({log_level::info,
          "node",
          "lane: " + std::string{api::state_after(what)},
          {{"entity", std::string{to_string(each)}}}});
  }
  return std::string{api::state_after(what)};
}

result<std::vector<api::connection_check>> node::parts::test_connection() {
  const auto way = inquiries_.open(magento::connect(store_address_of(with_), pace_));
  std::vector<api::connection_check> checks;
  for (auto& each : magento::test_connection(*way, store_questions_of(with_)).checks)
    checks.push_back(
        {std::move(each.name), each.ok, std::move(each.detail), std::move(each.remedy)});
  if (inquiries_.stopped())
    return error{errc::unavailable,
                 "connection test: the node reloads or stops; expected the request again later",
                 {}};
  return checks;
}

std::map<std::string, api::setting> node::parts::settings() const {
  const std::lock_guard guard{shown_mutex_};
  return shown_;
}

void node::parts::show(const settings::settings& in_force) {
  auto all = settings::settings_in_force(in_force);
  const std::lock_guard guard{shown_mutex_};
  shown_.swap(all);
}

}  // namespace acumage::node
