#include "api/letters_json.hpp"

#include "acumatica/change_json.hpp"
#include "messages/json_text.hpp"
#include "messages/letter_advice.hpp"

#include <algorithm>
#include <numeric>

namespace acumage::api {

namespace {

void add_status(json_writer& json, int status) {
  json.key("status");
  if (status == 0)
    json.null();
  else
    json.number(status);
}

void begin_letter(json_writer& json, const dead_letter& letter) {
  const auto& what = letter.change.what;
  json.object().key("id").string(std::to_string(letter.id)).key("entity");
  if (letter.reason == letter_class::unrouted)
    json.null();
  else
    json.string(to_string(what.entity));
  json.key("key").string(what.key).key("version").string(std::to_string(what.stamp));
  json.key("class").string(to_string(letter.reason)).key("state").string(to_string(letter.state));
  add_status(json, letter.status);
  json.key("error").string(letter.error);
  json.key("first_at").string(rfc3339(letter.first_at_us));
  json.key("last_at").string(rfc3339(letter.last_at_us));
  json.key("replays").number(letter.replays).key("note").string(letter.note);
}

void add_attempts(json_writer& json, const std::vector<attempt>& attempts) {
  json.key("attempts").array();
  for (const auto& each : attempts) {
    json.object().key("at").string(rfc3339(each.at_us));
    add_status(json, each.status);
    json.key("message").string(each.message);
    json.key("request_id").string(each.request_id).end();
  }
  json.end();
}

void add_original(json_writer& json, const std::optional<change_rows>& rows) {
  json.key("original");
  if (!rows) {
    json.null();
    return;
  }
  json.object().key("key").string(rows->key);
  if (!rows->inserted.empty()) json.key("inserted").raw(rows->inserted);
  if (!rows->deleted.empty()) json.key("deleted").raw(rows->deleted);
  json.end();
}

void add_letter(json_writer& json, const dead_letter& letter) {
  begin_letter(json, letter);
  const auto advice = advice_on(letter.reason);
  json.key("explanation").string(advice.explanation).key("remedy").string(advice.remedy);
  add_attempts(json, letter.attempts);
  json.key("sequence").string(std::to_string(letter.change.sequence));
  json.key("change").raw(acumatica::to_json(letter.change.what));
  add_original(json, letter.original);
  json.key("request");
  if (letter.request.empty())
    json.null();
  else
    json.string(letter.request);
}

void begin_record(json_writer& json, const history_record& record) {
  json.object().key("id").string(history_id(record)).key("at").string(rfc3339(record.at_us));
  json.key("entity").string(to_string(record.entity)).key("key").string(record.key);
  if (!record.target.empty()) json.key("delivery").string(record.target);
  json.key("version").string(std::to_string(record.version.stamp));
  json.key("sequence").string(std::to_string(record.version.sequence));
  json.key("source").string(to_string(record.source)).key("recorded").boolean(record.recorded);
  json.key("value").string_or_null(record.value.value_or(""));
  json.key("previous").string_or_null(record.previous.value_or(""));
  json.key("outcome").string(to_string(record.outcome)).key("reason").string(record.reason);
  json.key("attempts").number(record.attempts);
  add_status(json, record.status);
  json.key("duration_ms").number(record.duration_ms);
  json.key("request_id").string(record.request_id);
}

void write_unmoved(json_writer& json, const std::vector<unmoved_letter>& unmoved) {
  json.key("unmoved").array();
  for (const auto& each : unmoved)
    json.object().key("id").string(std::to_string(each.id)).key("why").string(each.why).end();
  json.end();
}

}  // namespace

std::string letter_item_json(const dead_letter& letter) {
  json_writer json;
  begin_letter(json, letter);
  json.key("attempts")
      .number(std::max<std::uint64_t>(letter.attempt_count, letter.attempts.size()))
      .end();
  return json.take();
}

std::string letter_json(const dead_letter& letter) {
  json_writer json;
  add_letter(json, letter);
  return json.end().take();
}

std::string letter_json(const edited_letter& edited) {
  json_writer json;
  add_letter(json, edited.letter);
  json.key("ruling");
  edited.ruling.empty() ? json.null() : json.string(edited.ruling);
  return json.end().take();
}

std::string letter_page_json(const letter_page& page, letter_form form) {
  json_writer json;
  json.object().key("items").array();
  for (const auto& each : page.items)
    json.raw(form == letter_form::whole ? letter_json(each) : letter_item_json(each));
  json.end().key("next");
  if (page.next == 0)
    json.null();
  else
    json.string(std::to_string(page.next));
  return json.end().take();
}

std::string letter_count_json(const letter_count& counted) {
  json_writer json;
  json.object().key("count").number(counted.total).key("by_class").object();
  for (const auto& [name, count] : counted.by_class) json.key(name).number(count);
  return json.end().end().take();
}

std::string ends_json(const order_ends& ends) {
  json_writer json;
  json.object();
  for (const auto each :
       {end_kind::delivered, end_kind::superseded, end_kind::filtered, end_kind::dead_lettered})
    json.key(to_string(each)).number(ends.of(each));
  return json.key("waiting").number(ends.waiting).end().take();
}

std::string job_json(const replay_job& job, const std::optional<order_ends>& ends) {
  std::uint64_t known = 0;
  if (ends)
    known = std::accumulate(ends->by_outcome.begin(), ends->by_outcome.end(), ends->waiting);
  json_writer json;
  json.object().key("job").string(job.id).key("state").string(to_string(job.state));
  json.key("total").number(job.total).key("moved").number(job.moved);
  json.key("superseded").number(job.superseded).key("failed").number(job.failed);
  write_unmoved(json, job.unmoved);
  json.key("outcomes");
  if (known < job.moved)
    json.null();
  else
    json.raw(ends_json(ends.value_or(order_ends{})));
  return json.end().take();
}

std::string reopened_json(const reopened_letters& reopened) {
  json_writer json;
  json.object().key("count").number(reopened.count).key("superseded").number(reopened.superseded);
  json.key("already_open").number(reopened.already_open);
  write_unmoved(json, reopened.unmoved);
  return json.end().take();
}

std::string overtaken_json(std::uint64_t count, const overtaken_letters& overtaken) {
  json_writer json;
  json.object().key("count").number(count).key("overwrites").number(overtaken.count);
  json.key("examples").array();
  for (const auto& each : overtaken.first) {
    json.object().key("id").string(std::to_string(each.id));
    json.key("entity").string(to_string(each.entity)).key("key").string(each.key);
    json.key("older").object().key("version").string(std::to_string(each.version.stamp));
    json.key("row").raw(each.rows.empty() ? "null" : each.rows).end();
    json.key("newer").object().key("version").string(std::to_string(each.newer.stamp)).key("value");
    each.value ? json.string(*each.value) : json.null();
    json.end().end();
  }
  return json.end().end().take();
}

std::string history_item_json(const history_record& record) {
  json_writer json;
  begin_record(json, record);
  return json.end().take();
}

std::string history_record_json(const history_record& record) {
  json_writer json;
  begin_record(json, record);
  const auto& sent = record.sent;
  json.key("request");
  if (sent.line.empty() && sent.body.empty())
    json.null();
  else
    json.object().key("line").string(sent.line).key("body").string(sent.body).end();
  json.key("answer").string_or_null(sent.answer);
  return json.end().take();
}

std::string history_page_json(const history_page& page) {
  json_writer json;
  json.object().key("items").array();
  for (const auto& each : page.items) json.raw(history_item_json(each));
  json.end().key("next");
  if (page.next.empty())
    json.null();
  else
    json.string(page.next);
  return json.end().take();
}

}  // namespace acumage::api
