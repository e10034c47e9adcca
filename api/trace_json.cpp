#include "api/trace_json.hpp"

#include "api/letters_json.hpp"
#include "messages/json_text.hpp"
#include "messages/letter_advice.hpp"

namespace acumage::api {

namespace {

void add_record(json_writer& json, std::string_view name,
                const std::optional<history_record>& record) {
  json.key(name);
  if (record)
    json.raw(history_record_json(*record));
  else
    json.null();
}

void add_waiting(json_writer& json, const traced_record& of) {
  json.key("waiting");
  if (of.waits) {
    const auto& what = of.waits->what;
    json.object().key("state").string(to_string(what.state));
    json.key("value").string_or_null(of.waits->value);
    json.key("version").string(std::to_string(what.version.stamp));
    json.key("sequence").string(std::to_string(what.version.sequence));
    json.key("since").time_or_null(what.since_us).key("next_at").time_or_null(what.next_at_us);
    json.key("last_error").string_or_null(what.last_error).end();
  } else {
    json.null();
  }
  json.key("waiting_unknown").string_or_null(of.waits_unknown);
}

void add_failed(json_writer& json, const std::vector<dead_letter>& letters) {
  json.key("dead_letters").array();
  for (const auto& each : letters) {
    const auto advice = advice_on(each.reason);
    json.object().key("id").string(std::to_string(each.id));
    json.key("class").string(to_string(each.reason)).key("error").string(each.error);
    json.key("explanation").string(advice.explanation).key("remedy").string(advice.remedy);
    json.key("version").string(std::to_string(each.change.what.stamp));
    json.key("first_at").time_or_null(each.first_at_us);
    json.key("last_at").time_or_null(each.last_at_us).key("replays").number(each.replays).end();
  }
  json.end();
}

void add_side(json_writer& json, std::string_view name, const asked_side& side) {
  json.key(name).object().key("value");
  if (side.value)
    json.string(*side.value);
  else
    json.null();
  json.key("words").string_or_null(side.words);
  json.key("unavailable").string_or_null(side.unavailable).end();
}

void add_live(json_writer& json, const std::optional<live_values>& live) {
  json.key("live");
  if (!live) {
    json.null();
    return;
  }
  json.object();
  add_side(json, "erp", live->erp);
  add_side(json, "store", live->store);
  json.key("has_erp").boolean(live->has_erp).key("agree").boolean(live->agree);
  json.key("finding").string_or_null(live->finding);
  json.key("remedy").string_or_null(live->remedy).end();
}

void add_traced(json_writer& json, const traced_record& record) {
  json.object().key("entity").string(to_string(record.entity)).key("key").string(record.key);
  json.key("state").string(to_string(record.state)).key("headline").string(record.headline);
  json.key("value").string_or_null(record.held.value_or(""));
  json.key("remembered").string_or_null(record.remembered.value_or(""));
  json.key("why_not").string_or_null(record.why_not);
  add_record(json, "last_sent", record.last_sent);
  add_waiting(json, record);
  add_failed(json, record.failed);
  add_record(json, "in_force", record.in_force);
  add_live(json, record.live);
  json.end();
}

}  // namespace

std::string trace_json(const key_trace& trace) {
  json_writer json;
  json.object().key("key").string(trace.key).key("at").time_or_null(trace.at_us.value_or(0));
  json.key("history_since").time_or_null(trace.history_since_us).key("records").array();
  for (const auto& each : trace.records) add_traced(json, each);
  return json.end().key("history").raw(history_page_json(trace.history)).end().take();
}

}  // namespace acumage::api
