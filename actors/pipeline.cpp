#include "actors/pipeline.hpp"

#include "actors/failure.hpp"
#include "actors/settler.hpp"
#include "actors/supervisor.hpp"

#include <caf/all.hpp>

#include <algorithm>
#include <utility>

namespace acumage::actors {

std::unique_ptr<caf::actor_system_config> actor_config() {
  auto config = std::make_unique<caf::actor_system_config>();
  // Work stealing, the default, uses a third of a core while idle.
  config->set("scheduler.policy", caf::atom("sharing"));
  config->set("scheduler.max-threads", std::size_t{4});
  config->set("logger.verbosity", caf::atom("quiet"));
  return config;
}

template <class Handle>
Handle pipeline::watched(Handle actor, const std::string& name) {
  auto pointer = caf::actor_cast<caf::strong_actor_ptr>(actor);
  caf::anon_send(supervisor_, watch_atom::value, pointer, name);
  if (!name.starts_with("sender.")) prompt_.push_back(pointer);
  actors_.push_back(std::move(pointer));
  return actor;
}

pipeline::pipeline(caf::actor_system& system, context& shared, intake_gate& gate,
                   pipeline_setup setup)
    : system_{system}, shared_{shared}, gate_{gate} {
  supervisor_ = spawn_supervisor(system, setup.on_crash);
  auto& stats = shared.stats;
  settler_ = {watched(spawn_settler(system, shared, setup.detach), "settler"),
              &stats.actor("settler")};
  std::array<request_renderer, entity_count> render;
  std::array<moved_quantities, entity_count> moves;
  for (const auto each : all_entities) {
    const auto& language = setup.lanes.at(index_of(each)).language;
    if (!language) continue;
    render.at(index_of(each)) = language->render;
    moves.at(index_of(each)) = language->moves;
  }
  failure_ = {
      watched(spawn_failure(system, shared, std::move(render), std::move(moves), setup.detach),
              "failure"),
      &stats.actor("failure")};
  if (setup.lanes.at(index_of(entity::shipment)).language) shared.shipments.expect_lane();
  for (const auto each : all_entities) spawn_lane_of(each, setup);
  const stock_lane stock{lanes_.at(index_of(entity::inventory)).to};
  caf::anon_send(settler_.to, stock);
  caf::anon_send(failure_.to, stock);
  replayer_ = {
      watched(spawn_replayer(system, shared, lanes_, setup.reroute, setup.detach), "replayer"),
      &stats.actor("replayer")};
  auto intake = watched(spawn_intake(system, shared, gate, lanes_, setup.detach), "intake");
  gate.open(std::move(intake));
}

void pipeline::spawn_lane_of(entity which, pipeline_setup& setup) {
  auto& lane = setup.lanes.at(index_of(which));
  auto& stats = shared_.stats;
  const std::string name{to_string(which)};
  const auto [lowest, highest] = shared_.ledger.bounds(which);
  stats.lane(which).begin(shared_.ledger.figures().unsettled_by_entity.at(index_of(which)));
  std::vector<link<sender_actor>> senders;
  for (std::size_t i = 0; lane.language && i < lane.batcher.concurrency; ++i) {
    transports_.push_back(setup.connect());
    const auto sender_name = "sender." + name + "." + std::to_string(i + 1);
    senders.push_back(
        {watched(spawn_sender(system_, shared_, which, sender_name, lane.language,
                              transports_.back(), setup.next_request_id, setup.detach),
                 sender_name),
         &stats.actor(sender_name)});
  }
  lane.dispatcher.judging.entity = which;
  lane.batcher.entity = which;
  const link<dispatcher_actor> dispatcher{
      watched(spawn_dispatcher(system_, shared_, lane.dispatcher, std::move(senders), settler_,
                               failure_),
              dispatcher_name(which)),
      &stats.actor(dispatcher_name(which))};
  const link<batcher_actor> batcher{
      watched(spawn_batcher(system_, shared_, lane.batcher, dispatcher, settler_, failure_),
              batcher_name(which)),
      &stats.actor(batcher_name(which))};
  batchers_.at(index_of(which)) = batcher;
  lane_options options;
  options.entity = which;
  options.rules = lane.rules;
  options.detach = setup.detach;
  options.pair_window = setup.pair_window;
  options.assemble_window = setup.assemble_window;
  options.finished_kept = lane.finished_kept;
  options.resume_from = lowest;
  options.resume_to = highest;
  lanes_.at(index_of(which)) = {
      watched(spawn_lane(system_, shared_, std::move(options), batcher, settler_, failure_), name),
      &stats.actor(name)};
}

pipeline::~pipeline() { end(); }

void pipeline::end() {
  gate_.close("stopping");
  for (const auto& each : transports_) each->interrupt();
  for (const auto& each : actors_) caf::anon_send_exit(each, caf::exit_reason::user_shutdown);
  caf::anon_send_exit(supervisor_, caf::exit_reason::user_shutdown);
}

void pipeline::set_sending(entity which, bool on) {
  const auto& batcher = batchers_.at(index_of(which));
  batcher.row->count_sent();
  caf::anon_send<caf::message_priority::high>(batcher.to, sending_switch{on});
}

void pipeline::entries_added(entity which, std::uint64_t head, std::uint64_t count) {
  shared_.stats.lane(which).replayed.fetch_add(count);
  const auto& lane = lanes_.at(index_of(which));
  lane.row->count_sent();
  caf::anon_send(lane.to, journal_head{head});
}

void pipeline::replay(const replay_job& job) {
  replayer_.row->count_sent();
  caf::anon_send(replayer_.to, replay_ordered{job});
}

void pipeline::cancel_replay(const std::string& id) {
  replayer_.row->count_sent();
  caf::anon_send<caf::message_priority::high>(replayer_.to, replay_cancelled{id});
}

namespace {

template <class Answer, class Handle, class Question>
result<Answer> ask(caf::actor_system& system, const link<Handle>& whom, const Question& question,
                   std::chrono::milliseconds at_most) {
  caf::scoped_actor self{system};
  whom.row->count_sent();
  result<Answer> came = error{errc::unavailable, whom.row->name + ": no answer in time", {}};
  self->request<caf::message_priority::high>(whom.to, at_most, question)
      .receive([&](Answer& answer) { came = std::move(answer); }, [](const caf::error&) {});
  return came;
}

}  // namespace

result<waiting_rows> pipeline::waiting(entity which, const waiting_query& query,
                                       std::chrono::milliseconds at_most) {
  return ask<waiting_rows>(system_, batcher(which), query, at_most);
}

result<std::uint64_t> pipeline::order_waiting(entity which, const waiting_order& order,
                                              std::chrono::milliseconds at_most) {
  return ask<std::uint64_t>(system_, batcher(which), order, at_most);
}

result<std::uint64_t> pipeline::forget_versions(entity which, const forget_order& order,
                                                std::chrono::milliseconds at_most) {
  const auto answer = ask<forgotten>(system_, lane(which), order, at_most);
  if (!answer) return answer.problem();
  if (answer->problem) return *answer->problem;
  return answer->count;
}

result<observed_rows> pipeline::observe(entity which, const observe_rows& rows,
                                        std::chrono::milliseconds at_most) {
  auto answer = ask<observed_rows>(system_, lane(which), rows, at_most);
  if (answer && answer->problem) return *answer->problem;
  return answer;
}

bool pipeline::answers(std::chrono::milliseconds at_most) const {
  caf::scoped_actor self{system_};
  // A message built into CAF, which every actor answers between two messages.
  for (const auto& each : prompt_)
    self->send<caf::message_priority::high>(caf::actor_cast<caf::actor>(each), caf::sys_atom::value,
                                            caf::get_atom::value, std::string{"info"});
  const auto until = std::chrono::steady_clock::now() + at_most;
  std::size_t left = prompt_.size();
  bool late = false;
  while (left > 0 && !late) {
    const auto rest =
        std::max(until - std::chrono::steady_clock::now(), std::chrono::steady_clock::duration{0});
    self->receive([&](caf::ok_atom, const std::string&, const caf::strong_actor_ptr&,
                      const std::string&) { --left; },
                  caf::after(rest) >> [&] { late = true; });
  }
  return left == 0;
}

bool pipeline::drain(std::chrono::milliseconds at_most) {
  caf::scoped_actor self{system_};
  const auto ask = [&](const link<batcher_actor>& batcher) {
    batcher.row->count_sent();
    return self->request(batcher.to, at_most, drain_atom::value);
  };
  std::vector<decltype(ask(batchers_.front()))> answers;  // all lanes stop at once
  for (const auto& each : batchers_) answers.push_back(ask(each));
  bool all = true;
  for (auto& each : answers)
    each.receive([&](bool drained) { all = all && drained; },
                 [&](const caf::error&) { all = false; });
  return all;
}

}  // namespace acumage::actors
