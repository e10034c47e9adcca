#include "api/intake_routes.hpp"

#include "acumatica/change_json.hpp"
#include "acumatica/json_tree.hpp"
#include "api/http/media_type.hpp"
#include "messages/json_text.hpp"

namespace acumage::api {

namespace {

void write(json_writer& json, const receipt& taken) {
  const auto count = [](std::size_t rows) { return static_cast<std::uint64_t>(rows); };
  json.key("accepted").number(count(taken.accepted));
  json.key("duplicates").number(count(taken.duplicates));
  json.key("unrouted").number(count(taken.unrouted));
  json.key("discarded").number(count(taken.discarded));
}

std::string receipt_json(const receipt& taken) {
  json_writer json;
  json.object();
  write(json, taken);
  return json.end().take();
}

reply submitted(intake_port& port, result<submission> read) {
  if (!read.ok()) return error_reply(read.problem());
  const auto taken = port.submit(std::move(*read));
  if (!taken.ok()) return error_reply(taken.problem());
  return json_reply(200, receipt_json(*taken));
}

/// The result of `read`. Small texts do not wait for large ones.
template <class Read>
auto within_budget(const intake_sources& from, std::string_view body, Read read) {
  constexpr std::size_t small = 16'384;
  if (body.size() <= small) return read();
  const parse_budget::lease room{*from.parsing, acumatica::reading_bytes(body)};
  return read();
}

reply push(intake_port& port, const intake_sources& from, const request& asked) {
  const auto type = media_type_of(asked.content_type);
  if (type != media_type::json && type != media_type::none)
    return foreign_type(asked.content_type, "application/json in UTF-8");
  const auto how = from.reading();
  auto read = within_budget(from, asked.body, [&] {
    return acumatica::read_notification(asked.body, *how, from.wall_us());
  });
  if (from.lost_pushes == nullptr || !read.ok()) return submitted(port, std::move(read));
  if (read->lost_pushes) {
    const auto taken = from.lost_pushes->take_rows(*read->lost_pushes);
    return taken.ok() ? json_reply(200, receipt_json({})) : error_reply(taken.problem());
  }
  const auto& rows = read->parcels.front().changes;
  const auto query = rows.empty() ? std::string{} : rows.front().query;
  const auto stamp = rows.empty() ? 0 : rows.front().stamp;
  auto said = submitted(port, std::move(read));
  if (said.status >= 500)
    from.lost_pushes->note_refusal(said.status);
  else if (!query.empty())
    from.lost_pushes->note_push(query, stamp);
  return said;
}

enum class baseline_part { none, begin, rows, end, known };

/// `baseline=begin`, `baseline=true`, `baseline=end` or `baseline=known` of /changes.
result<baseline_part> baseline_of(const request& asked) {
  auto part = baseline_part::none;
  for (const auto& [name, value] : asked.parameters) {
    if (name != "baseline") continue;
    if (part != baseline_part::none)
      return error{errc::invalid, "parameter baseline: given twice; expected once", {}};
    if (value == "begin")
      part = baseline_part::begin;
    else if (value == "true")
      part = baseline_part::rows;
    else if (value == "end")
      part = baseline_part::end;
    else if (value == "known")
      part = baseline_part::known;
    else
      return error{errc::invalid,
                   "parameter baseline = " + value + "; expected begin, true, end or known",
                   {}};
  }
  return part;
}

/// Marks where a baseline begins or ends: an entry of the journal like its rows, so it keeps its
/// position among them.
result<submission> baseline_mark(const request& asked, change_kind kind, std::int64_t now_us) {
  if (!asked.body.empty())
    return error{errc::invalid, "body: rows with a baseline's begin or end; expected none", {}};
  change mark;
  mark.entity = entity::inventory;  // the only entity that depends on a complete baseline
  mark.kind = kind;
  mark.accepted_at_us = now_us;
  submission made;
  made.parcels.push_back({{}, {std::move(mark)}});
  return made;
}

/// Short, because it occupies an intake thread: the client asks again.
constexpr std::chrono::seconds wait_for_memory{1};

/// Has everything accepted been processed, and how many records are known?
reply remembered(intake_port& port, const request& asked) {
  if (!asked.body.empty())
    return error_reply(error{errc::invalid, "body: with baseline=known; expected none", {}});
  const auto found = port.remembered(wait_for_memory);
  if (!found.ok()) return error_reply(found.problem());
  json_writer json;
  json.object();
  write(json, receipt{});
  json.key("taken_in").boolean(found->complete);
  if (found->complete) {
    json.key("known").object();
    for (const auto each : all_entities)
      json.key(to_string(each)).number(found->known.at(index_of(each)));
    json.end();
  }
  return json_reply(200, json.end().take());
}

reply changes(intake_port& port, const intake_sources& from, const request& asked) {
  const auto part = baseline_of(asked);
  if (!part.ok()) return error_reply(part.problem());
  if (*part == baseline_part::begin || *part == baseline_part::end) {
    const auto kind =
        *part == baseline_part::begin ? change_kind::baseline_begin : change_kind::baseline_end;
    return submitted(port, baseline_mark(asked, kind, from.wall_us()));
  }
  if (*part == baseline_part::known) return remembered(port, asked);
  const auto type = media_type_of(asked.content_type);
  if (type == media_type::foreign)
    return foreign_type(asked.content_type, "application/json or application/x-ndjson in UTF-8");
  const auto form = type == media_type::ndjson ? acumatica::changes_form::ndjson
                                               : acumatica::changes_form::by_content;
  const auto how = from.reading();
  auto read = within_budget(from, asked.body, [&] {
    return acumatica::read_changes(asked.body, form, *how, from.wall_us());
  });
  if (read.ok() && *part == baseline_part::rows)
    for (auto& parcel : read->parcels)
      for (auto& each : parcel.changes) each.kind = change_kind::baseline;
  return submitted(port, std::move(read));
}

}  // namespace

router intake_routes(intake_port& port, intake_sources from) {
  router routes;
  routes.post("/push", [&port, from](const request& asked) { return push(port, from, asked); });
  routes.post("/changes",
              [&port, from](const request& asked) { return changes(port, from, asked); });
  routes.get("/livez", [](const request&) { return word_reply(200, "alive"); });
  routes.get("/readyz", [&port](const request&) {
    return port.why_not_ready().empty() ? word_reply(200, "ready") : word_reply(503, "unready");
  });
  return routes;
}

}  // namespace acumage::api
