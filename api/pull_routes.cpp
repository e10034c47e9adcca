// The admin routes for pulling from Acumatica.
#include "api/admin_call.hpp"
#include "api/pull_json.hpp"
#include "api/pull_request.hpp"
#include "messages/json_text.hpp"

namespace acumage::api {

namespace {

/// A dry run is answered when it has counted, so it is bounded like a scan of the disk.
constexpr std::chrono::minutes dry_run_limit{30};

reply dry_run_reply(const pull_job& job) {
  if (job.state == pull_state::failed || job.state == pull_state::cancelled)
    return error_reply(409, "conflict",
                       "resync: the dry run was " + std::string{to_string(job.state)} +
                           (job.error.empty() ? "" : ": " + job.error));
  if (!job.over())
    return error_reply(503, "unavailable",
                       "resync: the dry run is not over; expected GET /resync/" + job.id);
  json_writer json;
  json.object().key("id").string(job.id).key("rows").number(job.rows);
  json.key("new").number(job.fresh).key("unchanged").number(job.unchanged);
  json.key("superseded").number(job.superseded).key("count").number(job.fresh);
  json.key("examples").array();
  for (const auto& each : job.examples) json.string(each);
  return json_reply(200, json.end().end().take());
}

reply start(node_port& node, const request& asked) {
  const auto given = values_of(asked);
  if (!given.ok()) return error_reply(given.problem());
  const auto wanted = read_pull_request(*given);
  if (!wanted.ok()) return error_reply(wanted.problem());
  const auto job = node.start_pull(*wanted);
  if (!job.ok()) return error_reply(job.problem());
  if (wanted->dry_run) {
    const auto ended = node.wait_for_pull(job->id, dry_run_limit);
    return dry_run_reply(ended ? *ended : *job);
  }
  json_writer json;
  json.object().key("id").string(job->id).end();
  return json_reply(202, json.take());
}

reply show(const node_port& node, const request& asked) {
  const auto& id = asked.captures.at(0);
  const auto now_us = node.figures().now_us;
  for (const auto& each : node.pulls())
    if (each.id == id) return json_reply(200, pull_job_json(each, now_us));
  return error_reply(404, "not_found", "resync: no job " + id + "; expected an id of GET /resync");
}

reply cancel(node_port& node, const request& asked) {
  const auto cancelled = node.cancel_pull(asked.captures.at(0));
  return cancelled.ok() ? show(node, asked) : error_reply(cancelled.problem());
}

}  // namespace

void add_pull_routes(router& routes, node_port& node, const std::shared_ptr<slow_calls>& slow) {
  routes.get("/resync", without_values([&node](const request&) {
               return json_reply(
                   200, pull_jobs_json(node.pulls(), node.pull_outlook(), node.figures().now_us));
             }));
  routes.post("/resync", expecting_json(bounded(
                             slow, [&node](const request& asked) { return start(node, asked); })));
  routes.get("/lost-pushes", without_values([&node](const request&) {
               return json_reply(200, lost_pushes_json(node.lost_pushes()));
             }));
  const std::string one = "/resync/{id}";
  routes.get(one, without_values([&node](const request& asked) { return show(node, asked); }));
  routes.remove(one, without_values([&node](const request& asked) { return cancel(node, asked); }));
}

}  // namespace acumage::api
