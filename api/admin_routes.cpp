#include "api/admin_routes.hpp"

#include "api/admin_call.hpp"
#include "api/console.hpp"
#include "api/filters.hpp"
#include "api/metrics_text.hpp"
#include "api/openapi_text.hpp"
#include "api/stats_text.hpp"
#include "messages/json_text.hpp"

#include <algorithm>

namespace acumage::api {

namespace {

reply stats(const node_port& node, rate_meter& rates) {
  return json_reply(200, stats_json(node.figures(), node.stats(), rates));
}

reply metrics(const node_port& node) {
  return {.status = 200,
          .content_type = std::string{metrics_type},
          .body = metrics_text(node.figures(), node.process(), node.stats()),
          .headers = {}};
}

/// 503 only when no change can be accepted: a store outage is a reason for "degraded", not for 503
/// (SPEC 10).
reply health(const node_port& node) {
  const auto unready = node.why_not_ready();
  const auto figures = node.figures();
  json_writer json;
  json.object().key("status").string(!unready.empty()           ? "unready"
                                     : figures.degraded.empty() ? "ok"
                                                                : "degraded");
  json.key("reasons").array();
  if (!unready.empty()) json.string(unready);
  for (const auto& each : figures.degraded)
    if (each != unready) json.string(each);
  json.end().key("headline");
  add_headline(json, figures.headline);
  json.key("lanes").object();
  for (const auto each : all_entities)
    json.key(to_string(each)).string(to_string(figures.lanes.at(index_of(each)).state));
  json.end().end();
  return json_reply(unready.empty() ? 200 : 503, json.take());
}

reply order_lane(node_port& node, const request& asked) {
  const auto& name = asked.captures.at(0);
  const auto which = entity_from(name);
  if (!which && name != "all")
    return error_reply(
        404, "not_found",
        "lane " + name +
            ": unknown; expected all, pricing, inventory, shipment, customer or order");
  const auto what = lane_order_from(asked.captures.at(1));
  if (!what)
    return error_reply(404, "not_found",
                       "order " + asked.captures.at(1) +
                           ": unknown; expected pause, resume, stop-intake or start-intake");
  const auto given = values_of(asked);
  if (!given.ok()) return error_reply(given.problem());
  const auto dry_run = read_dry_run(*given);
  if (!dry_run.ok()) return error_reply(dry_run.problem());
  const auto state = *dry_run ? result<std::string>{std::string{state_after(*what)}}
                              : node.order_lane(which, *what);
  if (!state.ok()) return error_reply(state.problem());
  json_writer json;
  json.object().key("state").string(*state);
  json.key("count").number(which ? std::uint64_t{1} : std::uint64_t{entity_count}).end();
  return json_reply(200, json.take());
}

reply test_connection(node_port& node) {
  const auto checks = node.test_connection();
  if (!checks) return error_reply(checks.problem());
  json_writer json;
  json.object().key("ok").boolean(std::all_of(
      checks->begin(), checks->end(), [](const connection_check& each) { return each.ok; }));
  json.key("checks").array();
  for (const auto& each : *checks) {
    json.object().key("name").string(each.name).key("ok").boolean(each.ok);
    json.key("detail").string(each.detail).key("remedy").string(each.remedy).end();
  }
  json.end().end();
  return json_reply(200, json.take());
}

reply settings(const node_port& node) {
  json_writer json;
  json.object();
  const auto all = node.settings();
  for (const auto& [name, each] : all) json.key(name).string(each.value);
  json.key("sources").object();  // every setting's name contains a dot
  for (const auto& [name, each] : all) json.key(name).string(each.source);
  return json_reply(200, json.end().end().take());
}

}  // namespace

router admin_routes(node_port& node, admin_limits limits) {
  router routes;
  const auto slow = std::make_shared<slow_calls>(limits.slow_calls);
  routes.get("/livez", [](const request&) { return word_reply(200, "alive"); });
  routes.get("/readyz", [&node](const request&) {
    return node.why_not_ready().empty() ? word_reply(200, "ready") : word_reply(503, "unready");
  });
  routes.get("/stats", without_values([&node, rates = std::make_shared<rate_meter>()](
                                          const request&) { return stats(node, *rates); }));
  routes.get("/metrics", without_values([&node](const request&) { return metrics(node); }));
  routes.get("/healthz", without_values([&node](const request&) { return health(node); }));
  routes.get("/settings", without_values([&node](const request&) { return settings(node); }));
  routes.post("/settings/reload", without_values([&node](const request&) {
                const auto begun = node.reload_settings();
                return begun.ok() ? json_reply(202, R"({"state":"reloading"})")
                                  : error_reply(begun.problem());
              }));
  routes.post("/lanes/{entity}/{order}",
              expecting_json([&node](const request& asked) { return order_lane(node, asked); }));
  routes.post(
      "/connection/test",
      without_values(bounded(slow, [&node](const request&) { return test_connection(node); })));
  routes.get("/series", without_values([&node](const request&) {
               return json_reply(200, node.series().json());
             }));
  routes.get("/openapi.json", without_values([](const request&) {
               return json_reply(200, std::string{openapi_text()});
             }));
  add_console_routes(routes);
  add_letter_routes(routes, node, slow);
  add_history_routes(routes, node, slow);
  add_waiting_routes(routes, node, slow);
  add_pull_routes(routes, node, slow);
  add_reconcile_routes(routes, node, slow);
  add_first_load_routes(routes, node);
  add_backup_routes(routes, node);
  return routes;
}

}  // namespace acumage::api
