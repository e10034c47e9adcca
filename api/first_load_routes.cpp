// The admin routes of the first load.
#include "api/admin_call.hpp"
#include "api/first_load_request.hpp"
#include "messages/json_text.hpp"

#include <algorithm>

namespace acumage::api {

namespace {

/// One word for where an entity is.
std::string_view state_of(const first_load& load, const load_part& part) {
  if (part.left_out) return "left_out";
  if (part.differences) return *part.differences == 0 ? "equal" : "differs";
  if (part.loaded) return "loaded";
  if (!part.job.empty()) return "loading";
  if (part.seen && load.step >= load_step::comparing) return "compared";
  return "waiting";
}

void add_comparison(json_writer& json, const load_part& part) {
  const auto seen = part.seen.value_or(load_comparison{});
  json.key("compared").boolean(part.seen.has_value());
  json.key("checked").number(seen.checked).key("changes").number(seen.changes);
  json.key("lacking").number(seen.lacking).key("unmapped").number(seen.unmapped);
  json.key("largest").array();
  for (const auto& each : seen.largest) {
    json.object().key("key").string(each.key).key("store").string(each.store);
    json.key("erp").string(each.erp).end();
  }
  json.end();
}

void add_part(json_writer& json, const first_load& load, const load_part& part) {
  json.object().key("entity").string(to_string(part.entity));
  json.key("state").string(state_of(load, part)).key("paused").boolean(part.paused);
  json.key("rows");
  if (part.rows)
    json.number(*part.rows);
  else
    json.null();
  json.key("reading_s").number(part.time.reading_s).key("sending_s").number(part.time.sending_s);
  json.key("sending_measured").boolean(part.time.measured);
  add_comparison(json, part);
  json.key("job").string_or_null(part.job);
  json.key("differences");
  if (part.differences)
    json.number(*part.differences);
  else
    json.null();
  json.key("remedies").array();
  for (const auto& each : part.remedies) json.string(each);
  json.end().end();
}

void add_progress(json_writer& json, const load_progress& now) {
  json.key("progress").object().key("words").string_or_null(now.words);
  json.key("done").number(now.done).key("expected").number(now.expected);
  json.key("rate").number(now.rate).key("left_s");
  if (now.rate > 0 && now.expected > now.done)
    json.number(static_cast<double>(now.expected - now.done) / now.rate);
  else
    json.null();
  json.end();
}

/// What must be agreed to, and is not by the answer alone.
void add_questions(json_writer& json, const first_load& load) {
  json.key("questions").array();
  for (const auto& part : load.parts) {
    if (!load.waits_for_answer() || !part.creates()) continue;
    json.object().key("name").string("create_" + std::string{to_string(part.entity)} + "s");
    json.key("count").number(part.seen->lacking).end();
  }
  json.end();
}

reply answered(int status, const first_load& load) {
  json_writer json;
  json.object().key("step").string(to_string(load.step)).key("state").string(to_string(load.state));
  json.key("dry_run").boolean(load.dry_run);
  json.key("started_at").time_or_null(load.started_us);
  json.key("ended_at").time_or_null(load.ended_us);
  json.key("error").string_or_null(load.error).key("failing").array();
  for (const auto& each : load.failing) json.string(each);
  json.end().key("entities").array();
  for (const auto& each : load.parts) add_part(json, load, each);
  json.end();
  add_questions(json, load);
  add_progress(json, load.progress);
  return json_reply(status, json.end().take());
}

reply answered(int status, const result<first_load>& load) {
  return load.ok() ? answered(status, *load) : error_reply(load.problem());
}

reply start(node_port& node, const request& asked) {
  const auto given = values_of(asked);
  if (!given.ok()) return error_reply(given.problem());
  const auto wanted = read_first_load_request(*given);
  return wanted.ok() ? answered(202, node.start_first_load(*wanted))
                     : error_reply(wanted.problem());
}

reply confirm(node_port& node, const request& asked) {
  const auto given = values_of(asked);
  if (!given.ok()) return error_reply(given.problem());
  const auto wanted = read_first_load_answer(*given);
  return wanted.ok() ? answered(202, node.confirm_first_load(*wanted))
                     : error_reply(wanted.problem());
}

reply show(const node_port& node) {
  const auto load = node.first_load_now();
  if (load) return answered(200, *load);
  return error_reply(404, "not_found", "first-load: none yet; expected POST /first-load before");
}

}  // namespace

void add_first_load_routes(router& routes, node_port& node) {
  const std::string path = "/first-load";
  routes.get(path, without_values([&node](const request&) { return show(node); }));
  routes.post(path, expecting_json([&node](const request& asked) { return start(node, asked); }));
  routes.post(path + "/confirm",
              expecting_json([&node](const request& asked) { return confirm(node, asked); }));
  routes.remove(path, without_values([&node](const request&) {
                  return answered(200, node.cancel_first_load());
                }));
}

}  // namespace acumage::api
