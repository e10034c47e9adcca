#include "api/metrics_text.hpp"
#include "api/admin_routes.hpp"

#include "fake_ports.hpp"

#include <doctest/doctest.h>

#include <map>
#include <regex>
#include <set>
#include <sstream>

namespace {

using namespace acumage;
using namespace acumage::api;
using std::chrono::microseconds;
using tests::ask;

/// What a scraper makes of the text; every broken rule of the format is a problem.
struct scraped {
  std::map<std::string, std::string> types;
  std::map<std::string, double> samples;  // name and labels as written
  std::set<std::string> labels;
  std::vector<std::string> problems;

  explicit scraped(const std::string& text) {
    static const std::regex head{R"(# (HELP|TYPE) ([a-z_]+) (.+))"};
    static const std::regex sample{
        R"(([a-z_]+)(\{(?:[a-z]+="(?:[^"\\]|\\.)*",?)+\})? (-?[0-9.e+-]+|\+Inf))"};
    static const std::regex label{R"(([a-z]+)=")"};
    std::istringstream lines{text};
    std::string family;
    for (std::string line; std::getline(lines, line);) {
      std::smatch part;
      if (std::regex_match(line, part, head)) {
        if (part[1] == "HELP") family = part[2];
        if (part[1] == "HELP" && types.contains(family)) problems.push_back("twice: " + line);
        if (part[1] == "TYPE") types[part[2]] = part[3];
        if (part[2] != family) problems.push_back("not of its family: " + line);
      } else if (std::regex_match(line, part, sample)) {
        if (!part[1].str().starts_with(family)) problems.push_back("not of its family: " + line);
        if (!samples.emplace(part[1].str() + part[2].str(), std::stod(part[3])).second)
          problems.push_back("twice: " + line);
        const auto all = part[2].str();
        for (std::sregex_iterator each{all.begin(), all.end(), label}, end; each != end; ++each)
          labels.insert((*each)[1]);
      } else {
        problems.push_back("not understood: " + line);
      }
    }
    for (const auto& [name, type] : types)
      if ((type == "counter") != name.ends_with("_total")) problems.push_back("name: " + name);
    if (!text.ends_with('\n')) problems.emplace_back("no end of line");
  }

  double at(const std::string& name) const {
    const auto found = samples.find("acumage_" + name);
    return found == samples.end() ? -1 : found->second;
  }
};

}  // namespace

TEST_CASE("metrics: every line is of the format, and counters end in _total") {
  node_figures node;
  node.version = "0.1.0 \"x\\y\"\n";
  node.letters_by_class = {{"data", 2}, {"bug", 1}};
  stats_table table;
  table.actor("batcher.pricing").handled = 3;
  table.lane(entity::order).last_success_us = 1'785'000'000'500'000;
  const scraped seen{metrics_text(node, {}, table)};
  CHECK(seen.problems == std::vector<std::string>{});
  CHECK(seen.types.at("acumage_push_seconds") == "histogram");
  CHECK(seen.labels == std::set<std::string>{"version", "entity", "outcome", "actor", "class", "le",
                                             "part", "quantile", "result", "state"});
  CHECK(seen.at(R"(build_info{version="0.1.0 \"x\\y\" "})") == 1);
  CHECK(seen.at(R"(dead_letters{class="data"})") == 2);
  CHECK(seen.at(R"(last_success_timestamp_seconds{entity="order"})") == 1'785'000'000.5);
  CHECK(seen.at(R"(last_success_timestamp_seconds{entity="pricing"})") == -1);
}

TEST_CASE("metrics: figures are those of the node, its lanes and its actors") {
  node_figures node;
  node.uptime_s = 12.5;
  node.unsettled = 7;
  node.now_us = 9'000'000;
  node.degraded = {"one", "two"};
  stats_table table;
  auto& lane = table.lane(entity::pricing);
  lane.delivered = 5;
  lane.filtered = 2;
  lane.accepted = 8;
  lane.waiting = 1;
  lane.oldest_accepted_us = 4'000'000;
  lane.circuit = static_cast<std::uint8_t>(circuit_state::held);
  lane.sending = false;
  lane.pulled_rows = 12;
  lane.pulled_new = 11;
  lane.pulled_missed = 10;
  lane.pulls_failed = 9;
  table.lost_pushes = 4;
  auto& actor = table.actor("intake");
  actor.sent = 10;
  actor.handled = 6;
  actor.handling.add(microseconds{1500});
  const scraped seen{metrics_text(node, {}, table)};
  CHECK(seen.at("uptime_seconds") == 12.5);
  CHECK(seen.at("journal_unsettled_changes") == 7);
  CHECK(seen.at("degraded_reasons") == 2);
  CHECK(seen.at(R"(changes_ended_total{entity="pricing",outcome="delivered"})") == 5);
  CHECK(seen.at(R"(changes_ended_total{entity="pricing",outcome="filtered"})") == 2);
  CHECK(seen.at(R"(changes_accepted_total{entity="pricing"})") == 8);
  CHECK(seen.at(R"(oldest_change_age_seconds{entity="pricing"})") == 5);
  CHECK(seen.at(R"(oldest_change_age_seconds{entity="order"})") == 0);
  CHECK(seen.at(R"(circuit_state{entity="pricing"})") == 3);
  CHECK(seen.at(R"(pulled_rows_total{entity="pricing"})") == 12);
  CHECK(seen.at(R"(pulled_new_total{entity="pricing"})") == 11);
  CHECK(seen.at(R"(pulled_missed_total{entity="pricing"})") == 10);
  CHECK(seen.at(R"(pulls_failed_total{entity="pricing"})") == 9);
  CHECK(seen.at("lost_pushes_total") == 4);
  CHECK(seen.at(R"(lane_sending{entity="pricing"})") == 0);
  CHECK(seen.at(R"(lane_sending{entity="order"})") == 1);
  CHECK(seen.at(R"(actor_mailbox_depth{actor="intake"})") == 4);
  CHECK(seen.at(R"(actor_handling_seconds_count{actor="intake"})") == 1);
  CHECK(seen.at(R"(actor_handling_seconds_sum{actor="intake"})") == 0.0015);
}

TEST_CASE("metrics: the buckets of a histogram grow to all that was added") {
  stats_table table;
  for (const auto us : {0, 127, 128, 511, 512, 40'000'000}) table.push.add(microseconds{us});
  const scraped seen{metrics_text({}, {}, table)};
  const auto bucket = [&](const std::string& le) {
    return seen.at("push_seconds_bucket{le=\"" + le + "\"}");
  };
  CHECK(bucket("0.000128") == 2);
  CHECK(bucket("0.000512") == 4);
  CHECK(bucket("0.002048") == 5);
  CHECK(bucket("33.554432") == 5);
  CHECK(bucket("+Inf") == 6);
  CHECK(seen.at("push_seconds_count") == 6);
  CHECK(seen.at("push_seconds_sum") == 40.001278);
}

TEST_CASE("metrics: what the process takes has the names that every exporter uses") {
  const process_figures process{.resident_bytes = 50'000'000,
                                .open_files = 40,
                                .cpu_s = 2.5,
                                .began_s = 1'785'000'000.25,
                                .memtable_bytes = 3,
                                .block_cache_bytes = 4,
                                .table_reader_bytes = 5};
  const scraped seen{metrics_text({}, process, {})};
  CHECK(seen.samples.at("process_resident_memory_bytes") == 50'000'000);
  CHECK(seen.samples.at("process_open_fds") == 40);
  CHECK(seen.samples.at("process_cpu_seconds_total") == 2.5);
  CHECK(seen.samples.at("process_start_time_seconds") == 1'785'000'000.25);
  CHECK(seen.at(R"(storage_memory_bytes{part="memtables"})") == 3);
  CHECK(seen.at(R"(storage_memory_bytes{part="block_cache"})") == 4);
  CHECK(seen.at(R"(storage_memory_bytes{part="table_readers"})") == 5);
}

TEST_CASE("metrics: each lane has histograms of its calls and of its lag") {
  stats_table table;
  auto& lane = table.lane(entity::order);
  lane.call.add(microseconds{1'000});
  lane.lag.add(std::chrono::hours{1});
  lane.lag.add(std::chrono::hours{100});
  table.webhook.given_up = 4;
  node_figures node;
  const auto no_disk = metrics_text(node, {}, table);
  CHECK(no_disk.find("disk_free") == std::string::npos);
  node.disk_free = 5;
  const scraped seen{metrics_text(node, {}, table)};
  CHECK(seen.problems == std::vector<std::string>{});
  CHECK(seen.at("disk_free_bytes") == 5);
  CHECK(seen.at(R"(store_call_seconds_bucket{entity="order",le="0.000512"})") == 0);
  CHECK(seen.at(R"(store_call_seconds_bucket{entity="order",le="0.002048"})") == 1);
  CHECK(seen.at(R"(store_call_seconds_count{entity="pricing"})") == 0);
  CHECK(seen.at(R"(lag_seconds_bucket{entity="order",le="2147.483648"})") == 0);
  CHECK(seen.at(R"(lag_seconds_bucket{entity="order",le="8589.934592"})") == 1);
  CHECK(seen.at(R"(lag_seconds_bucket{entity="order",le="+Inf"})") == 2);
  CHECK(seen.at(R"(lag_seconds_sum{entity="order"})") == 363'600);
  CHECK(seen.at(R"(webhook_posts_total{result="given_up"})") == 4);
}

TEST_CASE("metrics: what the last comparisons found, and nothing where none was made") {
  stats_table table;
  node_figures node;
  CHECK(metrics_text(node, {}, table).find("reconcile_") == std::string::npos);
  reconcile_status last;
  last.order.entity = entity::order;
  last.ended_us = 1'755'000'000'500'000;
  last.classes = {{"agree", 90}, {"both", 2}};
  last.differences = 2;
  node.compared = {last};
  const scraped seen{metrics_text(node, {}, table)};
  CHECK(seen.problems == std::vector<std::string>{});
  CHECK(seen.at(R"(reconcile_differences{entity="order"})") == 2);
  CHECK(seen.at(R"(reconcile_keys{entity="order",class="agree"})") == 90);
  CHECK(seen.at(R"(reconcile_keys{entity="order",class="both"})") == 2);
  CHECK(seen.at(R"(reconcile_timestamp_seconds{entity="order"})") == 1'755'000'000.5);
}

TEST_CASE("metrics: the route says which format it is") {
  tests::fake_node node;
  const auto routes = admin_routes(node, {});
  const auto said = ask(routes, "GET", "/metrics");
  CHECK(said.status == 200);
  CHECK(said.head.find("Content-Type: text/plain; version=0.0.4; charset=utf-8\r\n") !=
        std::string::npos);
  CHECK(said.body.starts_with("# HELP acumage_build_info "));
  CHECK(ask(routes, "GET", "/metrics?x=1").status == 400);
}

TEST_CASE("health: a degraded node is no unready one") {
  tests::fake_node node;
  const auto routes = admin_routes(node, {});
  auto said = ask(routes, "GET", "/healthz");
  CHECK(said.status == 200);
  CHECK(said.body.starts_with(R"({"status":"ok","reasons":[],"headline":{"state":"",)"));
  CHECK(said.body.ends_with(R"("shipment":"off","customer":"off","order":"off"}})"));
  node.now.degraded = {"pricing: circuit open: 503"};
  said = ask(routes, "GET", "/healthz");
  CHECK(said.status == 200);
  CHECK(said.body.starts_with(
      R"({"status":"degraded","reasons":["pricing: circuit open: 503"],"headline":)"));
  node.unready = "journal: full";
  said = ask(routes, "GET", "/healthz");
  CHECK(said.status == 503);
  CHECK(said.body.starts_with(
      R"({"status":"unready","reasons":["journal: full","pricing: circuit open: 503"],)"));
}
