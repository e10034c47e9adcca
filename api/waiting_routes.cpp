// The admin routes about what has not been delivered yet: what waits, what is to be sent again or may come
// again in an older version, and values that no map covers.
#include "api/admin_call.hpp"
#include "api/filters.hpp"
#include "messages/json_text.hpp"

namespace acumage::api {

namespace {

reply counted(int status, const result<std::uint64_t>& count) {
  if (!count.ok()) return error_reply(count.problem());
  json_writer json;
  json.object().key("count").number(*count).end();
  return json_reply(status, json.take());
}

void add_time(json_writer& json, std::string_view name, std::int64_t at_us) {
  json.key(name);
  if (at_us == 0)
    json.null();
  else
    json.string(rfc3339(at_us));
}

void add_text(json_writer& json, std::string_view name, const std::string& text) {
  json.key(name);
  if (text.empty())
    json.null();
  else
    json.string(text);
}

std::string page_json(const waiting_page& page) {
  json_writer json;
  json.object().key("items").array();
  for (const auto& each : page.items) {
    json.object().key("entity").string(to_string(each.entity)).key("key").string(each.key);
    json.key("version").string(std::to_string(each.version.stamp));
    json.key("state").string(to_string(each.state));
    add_time(json, "since", each.since_us);
    add_time(json, "next_at", each.next_at_us);
    add_text(json, "last_error", each.last_error);
    json.end();
  }
  json.end();
  add_text(json, "next", page.next);
  return json.end().take();
}

std::string unmapped_json(const std::vector<unmapped_value>& values) {
  json_writer json;
  json.object().key("items").array();
  for (const auto& each : values) {
    json.object().key("kind").string(each.kind).key("value").string(each.value);
    json.key("example").string(each.example).key("count").number(each.count);
    add_time(json, "last_at", each.last_at_us);
    const auto remedy = remedy_of(each.kind, each.value);
    add_text(json, "setting", remedy.setting);
    add_text(json, "line", remedy.line);
    json.end();
  }
  return json.end().end().take();
}

result<waiting_request> waiting_of(const request& asked, waiting_verb verb) {
  const auto given = values_of(asked);
  if (!given.ok()) return given.problem();
  return read_waiting_request(*given, verb);
}

reply list_waiting(const node_port& node, const request& asked) {
  const auto wanted = waiting_of(asked, waiting_verb::list);
  if (!wanted.ok()) return error_reply(wanted.problem());
  const auto page = node.waiting(wanted->filter, wanted->cursor, wanted->limit);
  return page.ok() ? json_reply(200, page_json(*page)) : error_reply(page.problem());
}

reply order_waiting(node_port& node, waiting_order what, const request& asked) {
  const auto wanted = waiting_of(asked, waiting_verb::order);
  if (!wanted.ok()) return error_reply(wanted.problem());
  return counted(200, node.order_waiting(wanted->filter, what));
}

reply republish(node_port& node, const request& asked) {
  const auto given = values_of(asked);
  if (!given.ok()) return error_reply(given.problem());
  const auto wanted = read_republish_request(*given);
  if (!wanted.ok()) return error_reply(wanted.problem());
  if (wanted->dry_run) return counted(200, node.count_republish(wanted->filter));
  return counted(202, node.republish(wanted->filter));
}

reply forget_versions(node_port& node, const request& asked) {
  const auto given = values_of(asked);
  if (!given.ok()) return error_reply(given.problem());
  const auto wanted = read_forget_request(*given);
  if (!wanted.ok()) return error_reply(wanted.problem());
  return counted(200, wanted->dry_run ? node.count_versions(wanted->filter)
                                      : node.forget_versions(wanted->filter));
}

reply list_unmapped(const node_port& node) {
  const auto values = node.unmapped();
  return values.ok() ? json_reply(200, unmapped_json(*values)) : error_reply(values.problem());
}

}  // namespace

void add_waiting_routes(router& routes, node_port& node, const std::shared_ptr<slow_calls>& slow) {
  const auto scanning = [&slow](router::handler answer) {
    return expecting_json(bounded(slow, std::move(answer)));
  };
  routes.get("/waiting",
             scanning([&node](const request& asked) { return list_waiting(node, asked); }));
  routes.post("/waiting/retry", scanning([&node](const request& asked) {
                return order_waiting(node, waiting_order::retry, asked);
              }));
  routes.post("/waiting/fail", scanning([&node](const request& asked) {
                return order_waiting(node, waiting_order::fail, asked);
              }));
  routes.post("/republish",
              scanning([&node](const request& asked) { return republish(node, asked); }));
  routes.post("/forget-versions",
              scanning([&node](const request& asked) { return forget_versions(node, asked); }));
  routes.get("/unmapped", without_values([&node](const request&) { return list_unmapped(node); }));
}

}  // namespace acumage::api
