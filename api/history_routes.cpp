// The admin routes for the history, and for the trace of a key.
#include "api/admin_call.hpp"
#include "api/filters.hpp"
#include "api/letters_json.hpp"
#include "api/trace_json.hpp"

namespace acumage::api {

namespace {

reply list_history(const node_port& node, const request& asked) {
  const auto given = values_of(asked);
  if (!given.ok()) return error_reply(given.problem());
  const auto wanted = read_history_request(*given);
  if (!wanted.ok()) return error_reply(wanted.problem());
  const auto page = node.history(wanted->filter, wanted->cursor, wanted->limit);
  return page.ok() ? json_reply(200, history_page_json(*page)) : error_reply(page.problem());
}

reply show_record(const node_port& node, const request& asked) {
  const auto record = node.history_record_of(asked.captures.at(0));
  return record.ok() ? json_reply(200, history_record_json(*record))
                     : error_reply(record.problem());
}

reply trace(node_port& node, const request& asked) {
  const auto given = values_of(asked);
  if (!given.ok()) return error_reply(given.problem());
  const auto wanted = read_trace_request(*given);
  if (!wanted.ok()) return error_reply(wanted.problem());
  const auto traced = node.trace(*wanted);
  return traced.ok() ? json_reply(200, trace_json(*traced)) : error_reply(traced.problem());
}

}  // namespace

void add_history_routes(router& routes, node_port& node, const std::shared_ptr<slow_calls>& slow) {
  const auto scanning = [&slow](router::handler answer) {
    return expecting_json(bounded(slow, std::move(answer)));
  };
  routes.get("/history",
             scanning([&node](const request& asked) { return list_history(node, asked); }));
  routes.get("/history/{id}",
             without_values([&node](const request& asked) { return show_record(node, asked); }));
  routes.get("/trace", scanning([&node](const request& asked) { return trace(node, asked); }));
}

}  // namespace acumage::api
