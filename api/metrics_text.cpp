#include "api/metrics_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <concepts>
#include <span>

namespace acumage::api {

namespace {

using std::chrono::microseconds;

/// From a synced write on a fast disk to a commit that takes as long as a client waits.
constexpr std::array call_bounds{microseconds{1U << 7U},  microseconds{1U << 9U},
                                 microseconds{1U << 11U}, microseconds{1U << 13U},
                                 microseconds{1U << 15U}, microseconds{1U << 17U},
                                 microseconds{1U << 19U}, microseconds{1U << 21U},
                                 microseconds{1U << 23U}, microseconds{1U << 25U}};

/// From an idle lane to a store that was unreachable for a day and a half.
constexpr std::array lag_bounds{microseconds{1U << 13U},
                                microseconds{1U << 15U},
                                microseconds{1U << 17U},
                                microseconds{1U << 19U},
                                microseconds{1U << 21U},
                                microseconds{1U << 23U},
                                microseconds{1U << 25U},
                                microseconds{1U << 27U},
                                microseconds{1U << 29U},
                                microseconds{1U << 31U},
                                microseconds{std::int64_t{1} << 33U},
                                microseconds{std::int64_t{1} << 35U},
                                microseconds{std::int64_t{1} << 37U}};

struct label {
  std::string_view name;
  std::string_view value;
};

/// Families of samples. A family's samples follow its head directly, as the format requires.
class metrics_writer {
 public:
  metrics_writer& family(std::string_view name, std::string_view type, std::string_view help) {
    return family_of_all("acumage_" + std::string{name}, type, help);
  }

  /// A family with the name that all exporters use.
  metrics_writer& family_of_all(std::string name, std::string_view type, std::string_view help) {
    name_ = std::move(name);
    text_ += "# HELP " + name_ + ' ' + std::string{help} + "\n# TYPE " + name_ + ' ' +
             std::string{type} + '\n';
    return *this;
  }

  metrics_writer& sample(std::initializer_list<label> labels, std::uint64_t value) {
    return put({}, labels, std::to_string(value));
  }
  metrics_writer& sample(std::initializer_list<label> labels, double value) {
    return put({}, labels, number(value));
  }

  /// `entity` is the only label besides `le`; empty: none.
  void histogram(const latency_histogram& from, std::span<const microseconds> bounds,
                 std::string_view entity = {}) {
    const auto counted = from.counted(bounds);
    const auto bucket = [&](std::string_view le, std::uint64_t count) {
      const auto text = std::to_string(count);
      if (entity.empty())
        put("_bucket", {{"le", le}}, text);
      else
        put("_bucket", {{"entity", entity}, {"le", le}}, text);
    };
    const auto total = [&](std::string_view suffix, const std::string& value) {
      if (entity.empty())
        put(suffix, {}, value);
      else
        put(suffix, {{"entity", entity}}, value);
    };
    for (std::size_t i = 0; i < bounds.size(); ++i)
      bucket(number(seconds(static_cast<std::uint64_t>(bounds[i].count()))), counted.below.at(i));
    bucket("+Inf", counted.count);
    total("_sum", number(seconds(counted.sum_us)));
    total("_count", std::to_string(counted.count));
  }

  void summary(std::string_view actor, const latency_histogram& from) {
    for (const auto* share : {"0.5", "0.99"})
      put({}, {{"actor", actor}, {"quantile", share}},
          number(seconds(from.percentile_us(std::string_view{share} == "0.5" ? 0.5 : 0.99))));
    const auto counted = from.counted({});
    put("_sum", {{"actor", actor}}, number(seconds(counted.sum_us)));
    put("_count", {{"actor", actor}}, std::to_string(counted.count));
  }

  std::string take() { return std::move(text_); }

 private:
  static double seconds(std::uint64_t us) { return static_cast<double>(us) / 1e6; }

  static std::string number(double value) {
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
    return {text.data(), end};
  }

  metrics_writer& put(std::string_view suffix, std::initializer_list<label> labels,
                      std::string_view value) {
    text_ += name_;
    text_ += suffix;
    char opens = '{';
    for (const auto& [name, text] : labels) {
      text_ += opens;
      text_ += name;
      text_ += "=\"";
      for (const char c : text) {
        if (c == '\\' || c == '"') text_ += '\\';
        text_ += c == '\n' ? ' ' : c;
      }
      text_ += '"';
      opens = ',';
    }
    if (labels.size() > 0) text_ += '}';
    text_ += ' ';
    text_ += value;
    text_ += '\n';
    return *this;
  }

  std::string name_;
  std::string text_;
};

/// One sample per lane; `value` gives a number of the lane's row.
template <class Value>
void per_lane(metrics_writer& to, const stats_table& table, std::string_view name,
              std::string_view type, std::string_view help, Value value) {
  to.family(name, type, help);
  for (const auto each : all_entities)
    to.sample({{"entity", to_string(each)}}, value(table.lane(each)));
}

void add_node(metrics_writer& to, const node_figures& node) {
  to.family("build_info", "gauge", "1; the version is the label.")
      .sample({{"version", node.version}}, std::uint64_t{1});
  to.family("uptime_seconds", "gauge", "Time since the start.").sample({}, node.uptime_s);
  to.family("lane_state", "gauge", "1 for the state that the lane is in, 0 for the others.");
  for (const auto each : all_entities)
    for (const auto state : all_lane_healths)
      to.sample({{"entity", to_string(each)}, {"state", to_string(state)}},
                std::uint64_t{node.lanes.at(index_of(each)).state == state ? 1U : 0U});
  to.family("degraded_reasons", "gauge", "Reasons for which the node is degraded; see /healthz.")
      .sample({}, std::uint64_t{node.degraded.size()});
  to.family("dead_letters", "gauge", "Open dead letters.");
  for (const auto& [name, count] : node.letters_by_class) to.sample({{"class", name}}, count);
}

void add_process(metrics_writer& to, const process_figures& process) {
  to.family_of_all("process_resident_memory_bytes", "gauge", "Resident memory size in bytes.")
      .sample({}, process.resident_bytes);
  to.family_of_all("process_open_fds", "gauge", "Number of open file descriptors.")
      .sample({}, process.open_files);
  to.family_of_all("process_cpu_seconds_total", "counter",
                   "Total user and system CPU time spent in seconds.")
      .sample({}, process.cpu_s);
  to.family_of_all("process_start_time_seconds", "gauge",
                   "Start time of the process since unix epoch in seconds.")
      .sample({}, process.began_s);
  to.family("storage_memory_bytes", "gauge", "Memory that the database takes, by part.")
      .sample({{"part", "memtables"}}, process.memtable_bytes)
      .sample({{"part", "block_cache"}}, process.block_cache_bytes)
      .sample({{"part", "table_readers"}}, process.table_reader_bytes);
  to.family("log_lines_dropped_total", "counter",
            "Log lines that the reader of the log did not take.")
      .sample({}, process.log_dropped);
}

void add_changes(metrics_writer& to, const stats_table& table) {
  const auto count = [&](auto name, auto help, auto member) {
    per_lane(to, table, name, "counter", help,
             [member](const lane_row& lane) { return (lane.*member).load(); });
  };
  count("changes_accepted_total", "Changes accepted.", &lane_row::accepted);
  count("changes_resumed_total", "Changes that were unsettled at the start.", &lane_row::resumed);
  count("changes_replayed_total", "Dead letters put back.", &lane_row::replayed);
  count("changes_discarded_total", "Changes discarded because intake was off.",
        &lane_row::discarded);
  to.family("changes_ended_total", "counter", "Changes settled, by how they ended.");
  for (const auto each : all_entities) {
    const auto& lane = table.lane(each);
    const auto entity = to_string(each);
    to.sample({{"entity", entity}, {"outcome", "delivered"}}, lane.delivered.load());
    to.sample({{"entity", entity}, {"outcome", "superseded"}}, lane.superseded.load());
    to.sample({{"entity", entity}, {"outcome", "filtered"}}, lane.filtered.load());
    to.sample({{"entity", entity}, {"outcome", "dead_lettered"}}, lane.dead_lettered.load());
  }
  count("store_requests_total", "Requests that change the store.", &lane_row::requests);
  count("store_batched_requests_total", "Of these, those with more than one row.",
        &lane_row::batched_requests);
  count("store_lookups_total", "Requests that only read the store.", &lane_row::lookups);
  count("attempts_failed_total", "Failed attempts.", &lane_row::attempts_failed);
  count("pulled_rows_total", "Rows read from Acumatica.", &lane_row::pulled_rows);
  count("pulled_new_total", "Of these, those that differed and were accepted.",
        &lane_row::pulled_new);
  count("pulled_missed_total", "Of these, changes that no notification brought.",
        &lane_row::pulled_missed);
  count("pulls_failed_total", "Jobs reading from Acumatica that failed.", &lane_row::pulls_failed);
  count("shortfalls_total", "Shipments that the store accepted only in part.",
        &lane_row::shortfalls);
}

void add_lanes(metrics_writer& to, const node_figures& node, const stats_table& table) {
  const auto gauge = [&](auto name, auto help, auto value) {
    per_lane(to, table, name, "gauge", help, value);
  };
  const auto flag = [](bool on) { return std::uint64_t{on ? 1U : 0U}; };
  gauge("deliveries_waiting", "Waiting deliveries.",
        [](const lane_row& lane) { return lane.waiting.load(); });
  gauge("deliveries_in_flight", "Deliveries in an attempt.",
        [](const lane_row& lane) { return lane.in_flight.load(); });
  gauge("deliveries_parked", "Deliveries parked because the store does not know the record yet.",
        [](const lane_row& lane) { return lane.parked.load(); });
  gauge("deliveries_retrying", "Deliveries waiting for their next attempt.",
        [](const lane_row& lane) { return lane.retrying.load(); });
  gauge("oldest_change_age_seconds", "Age of the oldest waiting change; 0: none.",
        [&](const lane_row& lane) {
          const auto oldest = lane.oldest_accepted_us.load();
          return oldest == 0 ? 0.0 : std::max(0.0, static_cast<double>(node.now_us - oldest) / 1e6);
        });
  gauge("parked_oldest_seconds", "Age of the oldest parked change; 0: none.",
        [&](const lane_row& lane) {
          const auto oldest = lane.oldest_parked_us.load();
          return oldest == 0 ? 0.0 : std::max(0.0, static_cast<double>(node.now_us - oldest) / 1e6);
        });
  gauge("lane_sending", "1: the lane sends; 0: it is paused.",
        [&](const lane_row& lane) { return flag(lane.sending.load()); });
  gauge("lane_intake", "1: the lane accepts changes; 0: they are discarded.",
        [&](const lane_row& lane) { return flag(lane.intake.load()); });
  gauge("circuit_state", "0: closed, 1: open, 2: half open, 3: held.",
        [](const lane_row& lane) { return std::uint64_t{lane.circuit.load()}; });
  gauge("lane_refused", "1: the store's last answer was 401 or 403.",
        [&](const lane_row& lane) { return flag(lane.refused.load()); });
  gauge("lane_versions_outdated", "1: nearly all versions are older than what was delivered.",
        [&](const lane_row& lane) { return flag(lane.outdated.nearly_all()); });
  to.family("last_success_timestamp_seconds", "gauge", "Time of the last successful delivery.");
  for (const auto each : all_entities)
    if (const auto at = table.lane(each).last_success_us.load(); at != 0)
      to.sample({{"entity", to_string(each)}}, static_cast<double>(at) / 1e6);
}

void add_actors(metrics_writer& to, const stats_table& table) {
  const auto rows = table.actors();
  to.family("actor_messages_handled_total", "counter", "Messages handled.");
  for (const auto* row : rows) to.sample({{"actor", row->name}}, row->handled.load());
  to.family("actor_mailbox_depth", "gauge", "Messages waiting.");
  for (const auto* row : rows) {
    const auto handled = row->handled.load();  // first, as in /stats
    to.sample({{"actor", row->name}}, std::max(row->sent.load(), handled) - handled);
  }
  to.family("actor_mailbox_high_water", "gauge", "Maximum number of messages waiting so far.");
  for (const auto* row : rows) to.sample({{"actor", row->name}}, row->mailbox_high.load());
  to.family("actor_handling_seconds", "summary", "Time to handle a message, since the start.");
  for (const auto* row : rows) to.summary(row->name, row->handling);
}

void add_times(metrics_writer& to, const stats_table& table) {
  to.family("store_call_seconds", "histogram", "Duration of an exchange with the store.");
  for (const auto each : all_entities)
    to.histogram(table.lane(each).call, call_bounds, to_string(each));
  to.family("lag_seconds", "histogram", "Time from the acceptance of a change to its delivery.");
  for (const auto each : all_entities)
    to.histogram(table.lane(each).lag, lag_bounds, to_string(each));
}

void add_alerts(metrics_writer& to, const webhook_counts& posts) {
  to.family("webhook_posts_total", "counter", "Alerts for the webhook, by result.")
      .sample({{"result", "taken"}}, posts.posted.load())
      .sample({{"result", "given_up"}}, posts.given_up.load())
      .sample({{"result", "dropped"}}, posts.dropped.load());
}

void add_journal(metrics_writer& to, const node_figures& node, const stats_table& table) {
  to.family("journal_unsettled_changes", "gauge", "Changes accepted and not settled.")
      .sample({}, node.unsettled);
  to.family("journal_size_bytes", "gauge", "Size of the journal.").sample({}, node.journal_bytes);
  if (node.disk_free)
    to.family("disk_free_bytes", "gauge", "Free space on the disk of the data folder.")
        .sample({}, *node.disk_free);
  to.family("journal_commits_total", "counter", "Synced writes.").sample({}, table.commits.load());
  to.family("journal_committed_changes_total", "counter", "Changes in these writes.")
      .sample({}, table.committed_changes.load());
  to.family("unrouted_total", "counter", "Unrouted changes.").sample({}, table.unrouted.load());
  to.family("lost_pushes_total", "counter", "Notifications that Acumatica could not deliver.")
      .sample({}, table.lost_pushes.load());
  to.family("journal_sync_seconds", "histogram", "Duration of a synced write.")
      .histogram(table.sync, call_bounds);
  to.family("push_seconds", "histogram", "Time from the last byte of a request to its answer.")
      .histogram(table.push, call_bounds);
}

/// Nothing of an entity that was never compared: 0 would say that it agrees.
void add_compared(metrics_writer& to, const std::vector<reconcile_status>& last) {
  if (last.empty()) return;
  const auto name = [](const reconcile_status& of) { return to_string(of.order.entity); };
  to.family("reconcile_timestamp_seconds", "gauge",
            "End of the last complete comparison over all keys.");
  for (const auto& each : last)
    to.sample({{"entity", name(each)}}, static_cast<double>(each.ended_us) / 1e6);
  to.family("reconcile_keys", "gauge", "Keys of that comparison, by class.");
  for (const auto& each : last)
    for (const auto& [what, count] : each.classes)
      to.sample({{"entity", name(each)}, {"class", what}}, count);
  to.family("reconcile_differences", "gauge", "Keys that differ, by that comparison.");
  for (const auto& each : last) to.sample({{"entity", name(each)}}, each.differences);
}

}  // namespace

std::string metrics_text(const node_figures& node, const process_figures& process,
                         const stats_table& table) {
  metrics_writer to;
  add_node(to, node);
  add_process(to, process);
  add_changes(to, table);
  add_lanes(to, node, table);
  add_actors(to, table);
  add_times(to, table);
  add_alerts(to, table.webhook);
  add_journal(to, node, table);
  add_compared(to, node.compared);
  return to.take();
}

}  // namespace acumage::api
