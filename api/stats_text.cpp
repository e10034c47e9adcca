#include "api/stats_text.hpp"

#include "messages/json_text.hpp"

#include <algorithm>

namespace acumage::api {

namespace {

/// The minimum time between the two samples of a rate.
constexpr std::int64_t sample_gap_ms = 5000;

double seconds_between(std::int64_t from, std::int64_t to, double per_second) {
  return std::max(0.0, static_cast<double>(to - from) / per_second);
}

void add_words(json_writer& json, const health_words& words) {
  json.key("what").string_or_null(words.what).key("store").string_or_null(words.store);
  json.key("next").string_or_null(words.next).key("action").string_or_null(words.action);
}

void add_node(json_writer& json, const node_figures& node) {
  json.key("node").object();
  json.key("name").string(node.name).key("version").string(node.version);
  json.key("state").string(node.state).key("uptime_s").number(node.uptime_s);
  json.key("degraded").array();
  for (const auto& each : node.degraded) json.string(each);
  json.end().key("headline");
  add_headline(json, node.headline);
  json.end();
}

void add_actor(json_writer& json, const actor_row& row, const node_figures& node,
               rate_meter& rates) {
  // `handled` is read first: otherwise a message handled between the two reads would make the depth
  // negative.
  const auto handled = row.handled.load();
  const auto sent = std::max(row.sent.load(), handled);
  const auto last_ms = row.last_handled_ms.load();
  json.object().key("name").string(row.name).key("mailbox").number(sent - handled);
  json.key("mailbox_high").number(row.mailbox_high.load()).key("handled").number(handled);
  json.key("rate").number(rates.rate(row.name, handled, node.now_ms, node.uptime_s));
  json.key("p50_us").number(row.handling.percentile_us(0.5));
  json.key("p99_us").number(row.handling.percentile_us(0.99));
  json.key("last_error").string_or_null(row.last_error.get());
  json.key("age_ms");
  if (last_ms == 0)
    json.null();
  else
    json.number(std::max<std::int64_t>(0, node.now_ms - last_ms));
  json.end();
}

double age_of(std::int64_t oldest_us, const node_figures& node) {
  return oldest_us == 0 ? 0.0 : seconds_between(oldest_us, node.now_us, 1e6);
}

void add_counters(json_writer& json, const lane_row& lane) {
  json.key("waiting").number(lane.waiting.load()).key("in_flight").number(lane.in_flight.load());
  json.key("accepted").number(lane.accepted.load()).key("resumed").number(lane.resumed.load());
  json.key("replayed").number(lane.replayed.load()).key("delivered").number(lane.delivered.load());
  json.key("superseded").number(lane.superseded.load());
  json.key("filtered").number(lane.filtered.load());
  json.key("dead_lettered").number(lane.dead_lettered.load());
  json.key("discarded").number(lane.discarded.load()).key("filtered_by").object();
  for (const auto& [reason, count] : lane.filtered_by()) json.key(reason).number(count);
  json.end();
  json.key("parked").number(lane.parked.load()).key("retrying").number(lane.retrying.load());
  json.key("requests").number(lane.requests.load()).key("lookups").number(lane.lookups.load());
  json.key("batched_requests").number(lane.batched_requests.load());
  json.key("attempts_failed").number(lane.attempts_failed.load());
}

void add_lane(json_writer& json, entity which, const lane_row& lane, const node_figures& node) {
  json.object();
  json.key("sending").boolean(lane.sending.load()).key("intake").boolean(lane.intake.load());
  add_counters(json, lane);
  json.key("resting").number(lane.resting.load());
  json.key("parked_oldest_s").number(age_of(lane.oldest_parked_us.load(), node));
  json.key("oldest_age_s").number(age_of(lane.oldest_accepted_us.load(), node));
  json.key("mode").string(lane.batched.load() ? "batched" : "individual");
  json.key("circuit").string(to_string(static_cast<circuit_state>(lane.circuit.load())));
  json.key("next_attempt_in_s");
  if (const auto next = lane.next_attempt_ms.load(); next == 0)
    json.null();
  else
    json.number(seconds_between(node.now_ms, next, 1e3));
  const auto success = lane.last_success_us.load();
  json.key("last_success").time_or_null(success);
  json.key("last_error").string_or_null(lane.last_error.get());
  json.key("last_accepted").time_or_null(lane.last_accepted_us.load());
  const auto& view = node.lanes.at(index_of(which));
  json.key("state").string(to_string(view.state));
  json.key("state_since").time_or_null(view.since_us);
  add_words(json, view.words);
  json.end();
}

void add_journal(json_writer& json, const node_figures& node, const stats_table& table) {
  const auto commits = table.commits.load();
  const auto changes = table.committed_changes.load();
  json.key("journal").object();
  json.key("unsettled").number(node.unsettled).key("bytes").number(node.journal_bytes);
  json.key("sync_p50_us").number(table.sync.percentile_us(0.5));
  json.key("sync_p99_us").number(table.sync.percentile_us(0.99));
  json.key("group_size")
      .number(commits == 0 ? 0.0 : static_cast<double>(changes) / static_cast<double>(commits));
  json.end();
}

void add_intake(json_writer& json, const stats_table& table) {
  json.key("intake").object();
  json.key("push_p50_us").number(table.push.percentile_us(0.5));
  json.key("push_p99_us").number(table.push.percentile_us(0.99));
  json.key("unrouted").number(table.unrouted.load()).end();
}

}  // namespace

void add_headline(json_writer& json, const headline& of) {
  json.object().key("state").string(of.state).key("entities").array();
  for (const auto& each : of.entities) json.string(each);
  json.end().key("since").time_or_null(of.since_us);
  add_words(json, of.words);
  json.end();
}

double rate_meter::rate(const std::string& name, std::uint64_t count, std::int64_t now_ms,
                        double uptime_s) {
  const std::lock_guard guard{mutex_};
  const sample start{now_ms - static_cast<std::int64_t>(uptime_s * 1000), 0};
  auto& [older, newer] = samples_.try_emplace(name, pair_of_samples{start, start}).first->second;
  if (now_ms - newer.at_ms >= sample_gap_ms) {
    older = newer;
    newer = {now_ms, count};
  }
  if (now_ms <= older.at_ms || count <= older.count) return 0;
  return static_cast<double>(count - older.count) * 1000 /
         static_cast<double>(now_ms - older.at_ms);
}

std::string stats_json(const node_figures& node, const stats_table& table, rate_meter& rates) {
  json_writer json;
  json.object();
  add_node(json, node);
  json.key("actors").array();
  for (const auto* row : table.actors()) add_actor(json, *row, node, rates);
  json.end().key("lanes").object();
  for (const auto each : all_entities) {
    json.key(to_string(each));
    add_lane(json, each, table.lane(each), node);
  }
  json.end();
  add_journal(json, node, table);
  add_intake(json, table);
  json.key("dead_letters").object().key("total").number(node.letters).key("by_class").object();
  for (const auto& [name, count] : node.letters_by_class) json.key(name).number(count);
  json.end().key("by_entity").object();
  for (const auto& [name, count] : node.letters_by_entity) json.key(name).number(count);
  json.end().end();
  return json.end().take();
}

}  // namespace acumage::api
