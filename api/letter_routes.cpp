// The admin routes for dead letters and replays.
#include "api/admin_call.hpp"
#include "api/filters.hpp"
#include "api/letters_json.hpp"
#include "messages/json_text.hpp"

#include <charconv>

namespace acumage::api {

namespace {

reply count_reply(std::uint64_t count) {
  json_writer json;
  json.object().key("count").number(count).end();
  return json_reply(200, json.take());
}

/// The request for dead letters described by query and body.
result<letter_request> letters_of(const request& asked, letter_verb verb) {
  const auto given = values_of(asked);
  if (!given.ok()) return given.problem();
  return read_letter_request(*given, verb);
}

reply list_letters(const node_port& node, const request& asked) {
  const auto wanted = letters_of(asked, letter_verb::list);
  if (!wanted.ok()) return error_reply(wanted.problem());
  const auto parts = wanted->whole ? letter_parts::whole : letter_parts::head;
  const auto page = node.letters(wanted->filter, wanted->from_id, wanted->limit, parts);
  if (!page.ok()) return error_reply(page.problem());
  return json_reply(
      200, letter_page_json(*page, wanted->whole ? letter_form::whole : letter_form::item));
}

reply count_letters(const node_port& node, const request& asked) {
  const auto wanted = letters_of(asked, letter_verb::count);
  if (!wanted.ok()) return error_reply(wanted.problem());
  const auto counted = node.count_letters(wanted->filter);
  if (!counted.ok()) return error_reply(counted.problem());
  return json_reply(200, letter_count_json(*counted));
}

/// The id in the path.
result<std::uint64_t> id_of(const request& asked) {
  const auto& text = asked.captures.at(0);
  std::uint64_t id = 0;
  const auto* const end = text.data() + text.size();
  const auto [stop, problem] = std::from_chars(text.data(), end, id);
  if (problem == std::errc{} && stop == end) return id;
  return error{errc::not_found, "dead letter " + text + ": none; expected an id of the list", {}};
}

reply show_letter(const node_port& node, const request& asked) {
  const auto id = id_of(asked);
  if (!id.ok()) return error_reply(id.problem());
  const auto letter = node.letter(*id);
  return letter.ok() ? json_reply(200, letter_json(*letter)) : error_reply(letter.problem());
}

reply edit_letter(node_port& node, const request& asked) {
  const auto id = id_of(asked);
  if (!id.ok()) return error_reply(id.problem());
  const auto dry_run = read_dry_run(asked.parameters);
  if (!dry_run.ok()) return error_reply(dry_run.problem());
  const auto edited =
      *dry_run ? node.edited_letter(*id, asked.body) : node.edit_letter(*id, asked.body);
  if (!edited.ok()) return error_reply(edited.problem());
  return json_reply(200, letter_json(*edited));
}

/// How many of the selected dead letters a replay would move.
result<std::uint64_t> count_movable(const node_port& node, const letter_request& wanted) {
  std::uint64_t count = 0;
  for (const auto state : {letter_state::open, letter_state::superseded}) {
    if (!why_not_replayed(state, wanted.force).empty()) continue;
    if (wanted.filter.state && *wanted.filter.state != state) continue;
    auto some = wanted.filter;
    some.state = state;
    const auto counted = node.count_letters(some);
    if (!counted.ok()) return counted.problem();
    count += counted->total;
  }
  return count;
}

reply start_replay(node_port& node, const request& asked) {
  const auto wanted = letters_of(asked, letter_verb::replay);
  if (!wanted.ok()) return error_reply(wanted.problem());
  const auto count = count_movable(node, *wanted);
  if (!count.ok()) return error_reply(count.problem());
  if (wanted->dry_run) {
    if (!wanted->force) return count_reply(*count);
    const auto overtaken = node.overtaken(wanted->filter);
    if (!overtaken.ok()) return error_reply(overtaken.problem());
    return json_reply(200, overtaken_json(*count, *overtaken));
  }
  const auto job = node.start_replay(wanted->filter, wanted->force, wanted->rate);
  if (!job.ok()) return error_reply(job.problem());
  json_writer json;
  json.object().key("job").string(job->id).key("count").number(*count).end();
  return json_reply(202, json.take());
}

reply close_letters(node_port& node, const request& asked, letter_state to) {
  const auto wanted = letters_of(asked, letter_verb::close);
  if (!wanted.ok()) return error_reply(wanted.problem());
  if (wanted->dry_run) {
    auto open = wanted->filter;
    open.state = letter_state::open;  // the others are closed already
    const auto counted = node.count_letters(open);
    return counted.ok() ? count_reply(counted->total) : error_reply(counted.problem());
  }
  const auto closed = node.close_letters(wanted->filter, to, wanted->note);
  return closed.ok() ? count_reply(*closed) : error_reply(closed.problem());
}

reply reopen_letters(node_port& node, const request& asked) {
  const auto wanted = letters_of(asked, letter_verb::reopen);
  if (!wanted.ok()) return error_reply(wanted.problem());
  const auto did =
      wanted->dry_run ? node.count_reopened(wanted->filter) : node.reopen_letters(wanted->filter);
  return did.ok() ? json_reply(200, reopened_json(*did)) : error_reply(did.problem());
}

reply job_reply(const node_port& node, const result<replay_job>& job) {
  if (!job.ok()) return error_reply(job.problem());
  return json_reply(200, job_json(*job, node.ends_of(job->id)));
}

}  // namespace

void add_letter_routes(router& routes, node_port& node, const std::shared_ptr<slow_calls>& slow) {
  const auto scanning = [&slow](router::handler answer) {
    return expecting_json(bounded(slow, std::move(answer)));
  };
  routes.get("/dead-letters",
             scanning([&node](const request& asked) { return list_letters(node, asked); }));
  routes.get("/dead-letters/count",
             scanning([&node](const request& asked) { return count_letters(node, asked); }));
  routes.get("/dead-letters/{id}",
             without_values([&node](const request& asked) { return show_letter(node, asked); }));
  routes.put("/dead-letters/{id}/change",
             scanning([&node](const request& asked) { return edit_letter(node, asked); }));
  routes.post("/dead-letters/replay",
              scanning([&node](const request& asked) { return start_replay(node, asked); }));
  routes.post("/dead-letters/discard", scanning([&node](const request& asked) {
                return close_letters(node, asked, letter_state::discarded);
              }));
  routes.post("/dead-letters/resolve", scanning([&node](const request& asked) {
                return close_letters(node, asked, letter_state::resolved);
              }));
  routes.post("/dead-letters/reopen",
              scanning([&node](const request& asked) { return reopen_letters(node, asked); }));
  const std::string one_replay = "/replays/{job}";
  routes.get(one_replay, without_values([&node](const request& asked) {
               return job_reply(node, node.replay(asked.captures.at(0)));
             }));
  routes.remove(one_replay, without_values([&node](const request& asked) {
                  return job_reply(node, node.cancel_replay(asked.captures.at(0)));
                }));
}

}  // namespace acumage::api
