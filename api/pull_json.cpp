#include "api/pull_json.hpp"

#include "messages/json_text.hpp"

#include <algorithm>

namespace acumage::api {

namespace {

void add_selection(json_writer& json, const pull_job& job) {
  json.key("selection").object().key("scope").string(to_string(job.scope));
  if (job.since != 0) json.key("since").string(rfc3339(unix_us_of(job.since)));
  if (job.until != 0) json.key("until").string(rfc3339(unix_us_of(job.until)));
  if (!job.keys.empty()) {
    constexpr std::size_t most_shown = 20;
    json.key("keys").array();
    for (std::size_t i = 0; i < std::min(job.keys.size(), most_shown); ++i)
      json.string(job.keys[i]);
    json.end().key("key_count").number(std::uint64_t{job.keys.size()});
  }
  json.end();
}

/// Rows a second since the begin, and the seconds that the rest will take at that rate; null when
/// that is not known.
void add_pace(json_writer& json, const pull_job& job, std::int64_t now_us) {
  const auto spent_us = (job.over() ? job.ended_us : now_us) - job.started_us;
  const auto spent_s = static_cast<double>(spent_us) / 1e6;
  const bool known = job.started_us != 0 && spent_us > 0;
  json.key("rows_per_s");
  if (known)
    json.number(static_cast<double>(job.rows) / spent_s);
  else
    json.null();
  json.key("left_s");
  const auto done = job.scope == pull_scope::keys ? job.pages : job.rows;
  if (job.over() || !known || done == 0 || job.expected <= done)
    json.null();
  else
    json.number(spent_s / static_cast<double>(done) * static_cast<double>(job.expected - done));
}

void add_job(json_writer& json, const pull_job& job, std::int64_t now_us) {
  json.object().key("id").string(job.id).key("entity").string(to_string(job.entity));
  add_selection(json, job);
  json.key("dry_run").boolean(job.dry_run).key("force").boolean(job.force);
  json.key("automatic").boolean(job.automatic);
  json.key("state").string(to_string(job.state));
  json.key("sub_state").string_or_null(to_string(job.wait));
  json.key("started_at").time_or_null(job.started_us);
  json.key("ended_at").time_or_null(job.ended_us);
  json.key("pages").number(job.pages).key("rows").number(job.rows);
  json.key("expected_rows").number(job.expected);
  json.key("new").number(job.fresh).key("unchanged").number(job.unchanged);
  json.key("superseded").number(job.superseded).key("missed").number(job.missed);
  json.key("requests").number(job.requests);
  json.key("waited_s").number(static_cast<double>(job.waited_ms) / 1000.0);
  add_pace(json, job, now_us);
  json.key("error").string_or_null(job.error);
  json.key("examples").array();
  for (const auto& each : job.examples) json.string(each);
  json.end().key("missed_keys").array();
  for (const auto& each : job.missed_keys) json.string(each);
  json.end().end();
}

}  // namespace

std::string pull_job_json(const pull_job& job, std::int64_t now_us) {
  json_writer json;
  add_job(json, job, now_us);
  return json.take();
}

std::string pull_jobs_json(const std::vector<pull_job>& jobs,
                           const std::optional<std::vector<pull_outlook>>& planned,
                           std::int64_t now_us) {
  json_writer json;
  json.object().key("items").array();
  for (auto each = jobs.rbegin(); each != jobs.rend(); ++each) add_job(json, *each, now_us);
  json.end().key("erp").boolean(planned.has_value()).key("schedule").array();
  for (const auto& each : planned.value_or(std::vector<pull_outlook>{})) {
    json.object().key("entity").string(to_string(each.entity));
    json.key("complete_at").time_or_null(each.complete_us);
    json.key("next_delta_at").time_or_null(each.delta_us);
    json.key("next_sweep_at").time_or_null(each.sweep_us).end();
  }
  return json.end().end().take();
}

std::string lost_pushes_json(const lost_push_report& of) {
  json_writer json;
  json.object().key("items").array();
  for (const auto& each : of.items) {
    json.object().key("at").string(rfc3339(unix_us_of(each.what.at)));
    json.key("query").string(each.what.query).key("error").string(each.what.error);
    json.key("truncated").boolean(each.what.truncated);
    json.key("covered_by").string_or_null(each.covered_by);
    json.key("job").string_or_null(each.job);
    json.end();
  }
  json.end();
  json.key("asked_at").time_or_null(of.asked_us);
  json.key("problem").string_or_null(of.problem);
  return json.end().take();
}

}  // namespace acumage::api
