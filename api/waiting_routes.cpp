// The admin routes for unsettled deliveries: waiting ones, values to send again or to accept again
// in an older version, and values that no map covers.
#include "api/admin_call.hpp"
#include "api/filters.hpp"
#include "api/letters_json.hpp"
#include "messages/json_text.hpp"

#include <utility>

namespace acumage::api {

namespace {

reply counted(int status, const result<std::uint64_t>& count) {
  if (!count.ok()) return error_reply(count.problem());
  json_writer json;
  json.object().key("count").number(*count).end();
  return json_reply(status, json.take());
}

std::string page_json(const waiting_page& page) {
  json_writer json;
  json.object().key("items").array();
  for (const auto& each : page.items) {
    json.object().key("entity").string(to_string(each.entity)).key("key").string(each.key);
    json.key("version").string(std::to_string(each.version.stamp));
    json.key("state").string(to_string(each.state));
    json.key("since").time_or_null(each.since_us);
    json.key("next_at").time_or_null(each.next_at_us);
    json.key("last_error").string_or_null(each.last_error);
    json.end();
  }
  json.end();
  json.key("next").string_or_null(page.next);
  return json.end().take();
}

std::string unmapped_json(const std::vector<unmapped_value>& values) {
  json_writer json;
  json.object().key("items").array();
  for (const auto& each : values) {
    json.object().key("kind").string(each.kind).key("value").string(each.value);
    json.key("example").string(each.example).key("count").number(each.count);
    json.key("last_at").time_or_null(each.last_at_us);
    const auto remedy = remedy_of(each.kind, each.value);
    json.key("setting").string_or_null(remedy.setting);
    json.key("line").string_or_null(remedy.line);
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

/// The deliveries that an order would affect; those in flight are excluded.
result<std::uint64_t> count_waiting(const node_port& node, const waiting_filter& filter) {
  constexpr std::size_t page_size = 1000;
  std::uint64_t count = 0;
  std::string cursor;
  do {
    auto page = node.waiting(filter, cursor, page_size);
    if (!page) return page.problem();
    for (const auto& each : page->items)
      if (each.state != waiting_state::in_flight) ++count;
    cursor = std::move(page->next);
  } while (!cursor.empty());
  return count;
}

reply order_waiting(node_port& node, waiting_order what, const request& asked) {
  const auto wanted = waiting_of(asked, waiting_verb::order);
  if (!wanted.ok()) return error_reply(wanted.problem());
  return counted(200, wanted->dry_run ? count_waiting(node, wanted->filter)
                                      : node.order_waiting(wanted->filter, what));
}

reply republish(node_port& node, const request& asked) {
  const auto given = values_of(asked);
  if (!given.ok()) return error_reply(given.problem());
  const auto wanted = read_republish_request(*given);
  if (!wanted.ok()) return error_reply(wanted.problem());
  if (wanted->dry_run) return counted(200, node.count_republish(wanted->filter));
  const auto begun = node.republish(wanted->filter);
  if (!begun.ok()) return error_reply(begun.problem());
  json_writer json;
  json.object().key("job").string(begun->order).key("count").number(begun->count).end();
  return json_reply(202, json.take());
}

reply show_republish(const node_port& node, const request& asked) {
  const auto& order = asked.captures.at(0);
  const auto ends = node.ends_of(order);
  if (!ends)
    return error_reply(
        404, "not_found",
        "republish: no job " + order + "; expected one of the last few since the node was started");
  json_writer json;
  json.object().key("job").string(order).key("outcomes").raw(ends_json(*ends)).end();
  return json_reply(200, json.take());
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
  routes.get("/republish/{job}",
             without_values([&node](const request& asked) { return show_republish(node, asked); }));
  routes.post("/forget-versions",
              scanning([&node](const request& asked) { return forget_versions(node, asked); }));
  routes.get("/unmapped", without_values([&node](const request&) { return list_unmapped(node); }));
}

}  // namespace acumage::api
