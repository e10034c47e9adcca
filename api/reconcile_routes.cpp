// The admin routes for comparing ERP, node and store.
#include "api/admin_call.hpp"
#include "api/reconcile_request.hpp"
#include "messages/json_text.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace acumage::api {

namespace {

std::string_view scope_of(const reconcile_order& order) {
  if (order.scope == reconcile_scope::all) return "all";
  return order.scope == reconcile_scope::sample ? "sample" : "keys";
}

std::string_view fix_of(const reconcile_order& order) {
  if (order.fix == reconcile_fix::none) return {};
  return order.fix == reconcile_fix::store ? "store" : "node";
}

void add_head(json_writer& json, const reconcile_status& job) {
  json.key("id").string(job.id).key("entity").string(to_string(job.order.entity));
  json.key("scope").string(scope_of(job.order));
  json.key("sample").number(std::uint64_t{job.order.sample});
  json.key("key_count").number(job.key_count).key("keys").array();
  const auto& keys = job.order.keys;
  for (std::size_t i = 0; i < std::min(keys.size(), reconcile_status::most_keys_kept); ++i)
    json.string(keys[i]);
  json.end();
  json.key("fix").string_or_null(fix_of(job.order));
  json.key("automatic").boolean(job.order.automatic);
  json.key("state").string(to_string(job.state));
  json.key("compares_erp").boolean(job.has_erp);
  json.key("started_at").time_or_null(job.started_us);
  json.key("ended_at").time_or_null(job.ended_us);
  json.key("checked").number(job.checked).key("expected").number(job.expected);
  json.key("suspected").number(job.suspected).key("differences").number(job.differences);
  json.key("fixed").number(job.fixed);
  json.key("classes").object();
  for (const auto& [name, count] : job.classes) json.key(name).number(count);
  json.end();
  json.key("file").string_or_null(job.file);
  json.key("error").string_or_null(job.error);
  json.key("note").string_or_null(job.note);
}

constexpr std::size_t page_size = 100;

std::string job_json(const reconcile_status& job, const reconcile_page& page) {
  json_writer json;
  json.object();
  add_head(json, job);
  json.key("items").array();
  for (const auto& each : page.items) {
    json.object().key("key").string(each.key).key("class").string(each.what);
    json.key("erp").string_or_null(each.erp);
    json.key("node").string_or_null(each.node);
    json.key("store").string_or_null(each.store);
    json.key("remedy").string_or_null(each.remedy);
    json.end();
  }
  json.end();
  json.key("next").string_or_null(page.next);
  return json.end().take();
}

reply start(node_port& node, const request& asked) {
  const auto given = values_of(asked);
  if (!given.ok()) return error_reply(given.problem());
  const auto wanted = read_reconcile_request(*given);
  if (!wanted.ok()) return error_reply(wanted.problem());
  const auto id = node.start_reconciliation(*wanted);
  if (!id.ok()) return error_reply(id.problem());
  json_writer json;
  json.object().key("id").string(*id).end();
  return json_reply(202, json.take());
}

reply list(const node_port& node) {
  const auto jobs = node.reconciliations();
  json_writer json;
  json.object().key("items").array();
  for (auto each = jobs.rbegin(); each != jobs.rend(); ++each) {
    json.object();
    add_head(json, *each);
    json.end();
  }
  const auto planned = node.reconcile_outlook();
  json.end().key("next_at").time_or_null(planned.next_us).key("scheduled").array();
  for (const auto each : planned.entities) json.string(to_string(each));
  return json_reply(200, json.end().end().take());
}

std::optional<reconcile_status> found(const node_port& node, const std::string& id) {
  for (auto& each : node.reconciliations())
    if (each.id == id) return each;
  return std::nullopt;
}

reply unknown(const std::string& id) {
  return error_reply(404, "not_found",
                     "reconcile: no job " + id + "; expected an id of GET /reconcile");
}

reply show(const node_port& node, const request& asked) {
  const auto& id = asked.captures.at(0);
  const auto given = values_of(asked);
  if (!given.ok()) return error_reply(given.problem());
  std::string what;
  std::string cursor;
  for (const auto& [name, value] : *given) {
    if (name != "class" && name != "cursor")
      return error_reply(400, "invalid", "parameter " + name + ": unknown; expected class, cursor");
    (name == "class" ? what : cursor) = value;
  }
  const auto job = found(node, id);
  if (!job) return unknown(id);
  if (job->file.empty()) return json_reply(200, job_json(*job, {}));
  const auto page = node.reconciled(id, what, cursor, page_size);
  return page.ok() ? json_reply(200, job_json(*job, *page)) : error_reply(page.problem());
}

/// All differences, as the file in the data folder has them.
reply report(const node_port& node, const request& asked) {
  const auto& id = asked.captures.at(0);
  const auto job = found(node, id);
  if (!job) return unknown(id);
  std::ifstream file{job->file, std::ios::binary};
  if (job->file.empty() || !file)
    return error_reply(404, "not_found",
                       "reconcile: job " + id + " has no report yet; expected one that is done");
  std::ostringstream text;
  text << file.rdbuf();
  return {
      .status = 200, .content_type = "text/csv; charset=utf-8", .body = text.str(), .headers = {}};
}

reply cancel(node_port& node, const request& asked) {
  const auto& id = asked.captures.at(0);
  const auto cancelled = node.cancel_reconciliation(id);
  if (!cancelled.ok()) return error_reply(cancelled.problem());
  const auto job = found(node, id);
  return job ? json_reply(200, job_json(*job, {})) : unknown(id);
}

}  // namespace

void add_reconcile_routes(router& routes, node_port& node,
                          const std::shared_ptr<slow_calls>& slow) {
  routes.get("/reconcile", without_values([&node](const request&) { return list(node); }));
  routes.post(
      "/reconcile",
      expecting_json(bounded(slow, [&node](const request& asked) { return start(node, asked); })));
  const std::string one = "/reconcile/{id}";
  routes.get(one, expecting_json([&node](const request& asked) { return show(node, asked); }));
  routes.remove(one, without_values([&node](const request& asked) { return cancel(node, asked); }));
  routes.get(
      "/reconcile/{id}/report",
      without_values(bounded(slow, [&node](const request& asked) { return report(node, asked); })));
}

}  // namespace acumage::api
