#include "api/stats_text.hpp"

#include <doctest/doctest.h>

namespace {

using namespace acumage;
using namespace acumage::api;

node_figures figures() {
  node_figures node;
  node.name = "acumage";
  node.version = "0.1.0";
  node.state = "running";
  node.uptime_s = 10;
  node.now_us = 1'785'000'000'000'000;
  node.now_ms = 100'000;
  return node;
}

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("stats: a node that has done nothing shows every field") {
  stats_table table;
  rate_meter rates;
  const auto text = stats_json(figures(), table, rates);
  CHECK(holds(text,
              R"("node":{"name":"acumage","version":"0.1.0","state":"running","uptime_s":10,)"
              R"("degraded":[],"headline":{"state":"","entities":[],"since":null,"what":null,)"
              R"("store":null,"next":null,"action":null}},"actors":[],"lanes":{"pricing":{)"
              R"("sending":true,"intake":true,)"));
  for (const auto* name :
       {"waiting", "in_flight", "accepted", "delivered", "superseded", "filtered", "dead_lettered",
        "discarded", "parked", "retrying", "requests", "lookups", "oldest_age_s", "unsettled",
        "bytes", "sync_p50_us", "sync_p99_us", "group_size", "total"})
    CHECK_MESSAGE(holds(text, '"' + std::string{name} + "\":0"), name);
  CHECK(holds(text, R"("filtered_by":{})"));
  CHECK(holds(text, R"("mode":"individual","circuit":"closed","next_attempt_in_s":null,)"
                    R"("last_success":null,"last_error":null,"last_accepted":null,"state":"off",)"
                    R"("state_since":null,"what":null,"store":null,"next":null,"action":null})"));
  CHECK(holds(text, R"("dead_letters":{"total":0,"by_class":{},"by_entity":{}})"));
}

TEST_CASE("stats: figures of actors and lanes") {
  stats_table table;
  rate_meter rates;
  auto& row = table.actor("intake");
  row.sent = 50;
  row.handled = 20;
  row.mailbox_high = 40;
  row.last_handled_ms = 99'500;
  row.last_error.set("no room");
  auto& lane = table.lane(entity::inventory);
  lane.sending = false;
  lane.waiting = 4;
  lane.batched = true;
  lane.circuit = static_cast<std::uint8_t>(circuit_state::half_open);
  lane.oldest_accepted_us = 1'785'000'000'000'000 - 2'500'000;
  lane.oldest_parked_us = 1'785'000'000'000'000 - 90'000'000;
  lane.resting = 2;
  lane.next_attempt_ms = 101'500;
  lane.last_success_us = 1'785'000'000'000'000;
  lane.count_filtered("unchanged", 3);
  table.commits = 4;
  table.committed_changes = 10;
  auto node = figures();
  lane.last_accepted_us = 1'785'000'000'000'000;
  node.degraded = {"store down"};
  node.lanes.at(index_of(entity::inventory)) = {
      lane_health::parked, 1'785'000'000'000'000, {"4 changes are parked.", {}, {}, {}}};
  node.letters = 2;
  node.letters_by_class = {{"data", 2}};
  node.letters_by_entity = {{"order", 2}};
  const auto text = stats_json(node, table, rates);
  CHECK(holds(text, R"({"name":"intake","mailbox":30,"mailbox_high":40,"handled":20,"rate":2,)"
                    R"("p50_us":0,"p99_us":0,"last_error":"no room","age_ms":500})"));
  CHECK(holds(text, R"("inventory":{"sending":false,"intake":true,"waiting":4,)"));
  CHECK(holds(text, R"("last_accepted":"2026-07-25T17:20:00.000Z","state":"parked",)"
                    R"("state_since":"2026-07-25T17:20:00.000Z","what":"4 changes are parked.",)"
                    R"("store":null,"next":null,"action":null})"));
  CHECK(holds(text, R"("filtered_by":{"unchanged":3})"));
  CHECK(holds(text, R"("resting":2,"parked_oldest_s":90,)"));
  CHECK(holds(text, R"("oldest_age_s":2.5,"mode":"batched","circuit":"half_open",)"
                    R"("next_attempt_in_s":1.5,"last_success":"2026-07-25T17:20:00.000Z")"));
  CHECK(holds(text, R"("group_size":2.5)"));
  CHECK(holds(text, R"("degraded":["store down"])"));
  CHECK(holds(text, R"("dead_letters":{"total":2,"by_class":{"data":2},"by_entity":{"order":2}})"));
}

TEST_CASE(
    "stats: a planned attempt that is overdue is due now, and an empty mailbox is not negative") {
  stats_table table;
  rate_meter rates;
  table.lane(entity::order).next_attempt_ms = 1;
  auto& row = table.actor("order");
  row.handled = 2;  // counted by the actor before its sender had counted
  row.sent = 1;
  const auto text = stats_json(figures(), table, rates);
  CHECK(holds(text, R"("next_attempt_in_s":0,)"));
  CHECK(holds(text, R"("mailbox":0,)"));
}

TEST_CASE("stats: a rate is that of the last seconds, however often it is asked for") {
  rate_meter rates;
  CHECK(rates.rate("a", 100, 100'000, 10) == 10);  // since the start
  CHECK(rates.rate("a", 100, 105'000, 15) == 0);
  CHECK(rates.rate("a", 600, 110'000, 20) == 100);
  for (int i = 1; i <= 10; ++i)
    CHECK(rates.rate("a", 600 + 20U * static_cast<unsigned>(i), 110'000 + 100 * i, 20) > 80);
  CHECK(rates.rate("b", 0, 100'000, 0) == 0);
}
