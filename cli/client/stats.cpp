#include "cli/client/stats.hpp"

#include "cli/client/json.hpp"

namespace acumage::client {

using acumatica::json_node;

namespace {

std::map<std::string, std::uint64_t> counts_in(const json_node& of, std::string_view name) {
  std::map<std::string, std::uint64_t> made;
  const auto* const found = member(of, name);
  if (found == nullptr || found->kind != acumatica::json_kind::object) return made;
  for (const auto& each : acumatica::json_children{*found})
    made.emplace(each.name, count_of(*found, each.name));
  return made;
}

lane_figures lane_in(const json_node& of) {
  lane_figures lane;
  lane.name = of.name;
  lane.state = text_of(of, "state");
  lane.sending = flag_of(of, "sending");
  lane.intake = flag_of(of, "intake");
  lane.waiting = count_of(of, "waiting");
  lane.in_flight = count_of(of, "in_flight");
  lane.parked = count_of(of, "parked");
  lane.retrying = count_of(of, "retrying");
  lane.accepted = count_of(of, "accepted");
  lane.resumed = count_of(of, "resumed");
  lane.replayed = count_of(of, "replayed");
  lane.delivered = count_of(of, "delivered");
  lane.superseded = count_of(of, "superseded");
  lane.filtered = count_of(of, "filtered");
  lane.dead_lettered = count_of(of, "dead_lettered");
  lane.requests = count_of(of, "requests");
  lane.lookups = count_of(of, "lookups");
  lane.batched_requests = count_of(of, "batched_requests");
  lane.filtered_by = counts_in(of, "filtered_by");
  lane.oldest_age_s = figure_of(of, "oldest_age_s");
  lane.mode = text_of(of, "mode");
  lane.circuit = text_of(of, "circuit");
  lane.next_attempt_in_s = maybe_figure_of(of, "next_attempt_in_s");
  lane.last_error = text_of(of, "last_error");
  return lane;
}

actor_figures actor_in(const json_node& of) {
  actor_figures actor;
  actor.name = text_of(of, "name");
  actor.mailbox = count_of(of, "mailbox");
  actor.mailbox_high = count_of(of, "mailbox_high");
  actor.handled = count_of(of, "handled");
  actor.rate = figure_of(of, "rate");
  actor.p50_us = count_of(of, "p50_us");
  actor.p99_us = count_of(of, "p99_us");
  actor.last_error = text_of(of, "last_error");
  actor.age_ms = maybe_figure_of(of, "age_ms");
  return actor;
}

headline_figures headline_in(const json_node& of) {
  headline_figures made;
  made.state = text_of(of, "state");
  if (const auto* const entities = member(of, "entities"))
    for (const auto& each : acumatica::json_children{*entities})
      made.entities.emplace_back(each.text);
  made.since = text_of(of, "since");
  made.what = text_of(of, "what");
  made.store = text_of(of, "store");
  made.next = text_of(of, "next");
  made.action = text_of(of, "action");
  return made;
}

void read_node(const json_node& node, stats_figures& into) {
  into.name = text_of(node, "name");
  into.version = text_of(node, "version");
  into.state = text_of(node, "state");
  into.uptime_s = figure_of(node, "uptime_s");
  if (const auto* const reasons = member(node, "degraded"))
    for (const auto& each : acumatica::json_children{*reasons})
      into.degraded.emplace_back(each.text);
  if (const auto* const headline = member(node, "headline")) into.headline = headline_in(*headline);
}

void read_journal(const json_node& root, stats_figures& into) {
  if (const auto* const journal = member(root, "journal")) {
    into.unsettled = count_of(*journal, "unsettled");
    into.journal_bytes = count_of(*journal, "bytes");
    into.sync_p50_us = count_of(*journal, "sync_p50_us");
    into.sync_p99_us = count_of(*journal, "sync_p99_us");
    into.group_size = figure_of(*journal, "group_size");
  }
  if (const auto* const intake = member(root, "intake"))
    into.unrouted = count_of(*intake, "unrouted");
  if (const auto* const letters = member(root, "dead_letters")) {
    into.letters = count_of(*letters, "total");
    into.letters_by_class = counts_in(*letters, "by_class");
  }
}

}  // namespace

result<stats_figures> read_stats(std::string_view json) {
  json_document document;
  const auto* const root = document.read(json);
  const auto* const node = root == nullptr ? nullptr : member(*root, "node");
  const auto* const lanes = root == nullptr ? nullptr : member(*root, "lanes");
  if (node == nullptr || lanes == nullptr)
    return error{
        errc::invalid, "/stats: no figures of a node in the answer; expected node and lanes", {}};
  stats_figures made;
  read_node(*node, made);
  for (const auto& each : acumatica::json_children{*lanes}) made.lanes.push_back(lane_in(each));
  if (const auto* const actors = member(*root, "actors"))
    for (const auto& each : acumatica::json_children{*actors})
      made.actors.push_back(actor_in(each));
  read_journal(*root, made);
  return made;
}

}  // namespace acumage::client
