#include "actors/failure.hpp"

#include "actors/settler.hpp"
#include "magento/shown/values.hpp"

#include <caf/all.hpp>

#include <algorithm>
#include <utility>

namespace acumage::actors {

namespace {

struct failure_state {
  explicit failure_state(failure_actor::pointer owner) : self{owner} {}
  static constexpr const char* name = "failure";

  void file(const failed_chunk& chunk);
  void add(const failed_delivery& failed, version covered, std::vector<ending>& ends,
           std::vector<dead_letter>& letters);
  std::vector<std::string> moves_of(const failed_delivery& failed) const;
  void unreadable(const error& problem);
  void tell_of(const std::vector<ending>& ends) const;

  failure_actor::pointer self;
  context* shared = nullptr;
  std::array<request_renderer, entity_count> render;
  std::array<moved_quantities, entity_count> moves;
  link<lane_actor> stock;
  bool broken = false;
};

/// Each change covered by a failed delivery becomes a dead letter of its own.
void failure_state::add(const failed_delivery& failed, version covered, std::vector<ending>& ends,
                        std::vector<dead_letter>& letters) {
  const auto& what = failed.what;
  auto kept = shared->ledger.find(what.entity, covered.sequence);
  if (!kept && kept.problem().code == errc::not_found) return;  // already settled: it came twice
  if (!kept) return unreadable(kept.problem());
  const auto now = shared->now_us();
  ending closing;
  closing.entity = what.entity;
  closing.key = kept->what.key;
  if (closing.key != what.key) closing.target = what.key;
  closing.version = covered;
  closing.outcome = end_kind::dead_lettered;
  closing.reason = std::string{to_string(failed.reason)} + ": " + failed.error;
  closing.attempts = static_cast<int>(failed.attempts.size());
  closing.status = failed.status;
  closing.duration_ms =
      static_cast<std::uint32_t>(std::max<std::int64_t>(0, now - what.accepted_at_us) / 1000);
  closing.request_id = failed.request_id;
  closing.source = source_of(kept->what);
  closing.value = what.value;
  closing.sent = failed.shown;
  closing.voids_mark = failed.voids_mark;
  // The store may have it, so nothing older is sent from now on. Quantities and documents keep
  // track of their newest version themselves.
  if (failed.voids_mark && what.entity == entity::pricing)
    closing.mark = delivered_mark{covered, std::nullopt};
  dead_letter letter;
  letter.id = kept->letter;
  letter.change = std::move(*kept);
  letter.reason = failed.reason;
  letter.error = failed.error;
  letter.status = failed.status;
  if (failed.sent) letter.request = render.at(index_of(what.entity))(what);
  if (failed.sent && closing.sent.body.empty()) closing.sent.body = letter.request;
  letter.attempts = failed.attempts;
  ends.push_back(std::move(closing));
  letters.push_back(std::move(letter));
}

/// Goods may have been shipped before the rest of the conversation failed. What the rules refused
/// never reached the store.
std::vector<std::string> failure_state::moves_of(const failed_delivery& failed) const {
  const auto& moved = moves.at(index_of(failed.what.entity));
  if (!moved || failed.what.value.empty()) return {};
  return moved(failed.what);
}

/// Without the change there is no dead letter for it: the journal keeps it for the next start.
void failure_state::unreadable(const error& problem) {
  shared->log({log_level::error, name, "cannot read a change", {{"error", problem.message}}});
  broken = true;
}

/// At debug level: bad rows may come by the thousand, and the alerts report them.
void failure_state::tell_of(const std::vector<ending>& ends) const {
  for (const auto& each : ends)
    shared->log({log_level::debug,
                 name,
                 "dead letter",
                 {{"lane", std::string{to_string(each.entity)}},
                  {"key", each.key},
                  {"request", each.request_id},
                  {"error", each.reason}}});
}

void failure_state::file(const failed_chunk& chunk) {
  const handled count{shared->stats.actor(name)};
  std::vector<ending> ends;
  std::vector<dead_letter> letters;
  for (const auto& failed : chunk.failures) {
    const auto before = ends.size();
    add(failed, failed.what.version, ends, letters);
    if (ends.size() > before) ends.back().moves = moves_of(failed);
    for (const auto& each : failed.what.also) add(failed, each.version, ends, letters);
  }
  if (broken) return self->quit(caf::sec::runtime_error);
  magento::show_values(ends);
  const auto ended = shared->ledger.end(ends, letters, shared->now_us());
  if (!ended) {
    shared->log({log_level::error,
                 name,
                 "cannot write a dead letter",
                 {{"error", ended.problem().message}}});
    self->quit(caf::sec::runtime_error);
    return;
  }
  tell_of(ends);
  count_ends(shared->stats, ends, ended->by_outcome);
  put_down(shared->hands, ends);
  if (ended->own_entries > 0) {
    shared->stats.lane(entity::inventory).replayed.fetch_add(ended->own_entries);
    if (stock.row != nullptr) stock.send(self, journal_head{ended->own_head});
  }
  if (chunk.asked_by.empty()) return;
  keys_settled settled;
  for (const auto& failed : chunk.failures) settled.keys.push_back(failed.what.key);
  shared->stats.actor(chunk.asked_by).count_sent();
  self->send(caf::actor_cast<release_actor>(self->current_sender()), std::move(settled));
}

failure_actor::behavior_type failure(failure_actor::stateful_pointer<failure_state> self,
                                     context* shared,
                                     std::array<request_renderer, entity_count> render,
                                     std::array<moved_quantities, entity_count> moves) {
  auto& state = self->state;
  state.shared = shared;
  state.render = std::move(render);
  state.moves = std::move(moves);
  return {[&state](const failed_chunk& chunk) { state.file(chunk); },
          [&state](const stock_lane& lane) {
            state.stock = {lane.to,
                           &state.shared->stats.actor(std::string{to_string(entity::inventory)})};
          }};
}

}  // namespace

failure_actor spawn_failure(caf::actor_system& system, context& shared,
                            std::array<request_renderer, entity_count> render,
                            std::array<moved_quantities, entity_count> moves, bool detach) {
  if (detach)
    return system.spawn<caf::detached>(failure, &shared, std::move(render), std::move(moves));
  return system.spawn(failure, &shared, std::move(render), std::move(moves));
}

}  // namespace acumage::actors
