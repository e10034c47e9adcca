#include "api/pull_json.hpp"

#include "messages/json_text.hpp"

#include <algorithm>

namespace acumage::api {

namespace {

void add_time(json_writer& json, std::string_view name, std::int64_t at_us) {
  json.key(name);
  if (at_us == 0)
    json.null();
  else
    json.string(rfc3339(at_us));
}

void add_text(json_writer& json, std::string_view name, std::string_view text) {
  json.key(name);
  if (text.empty())
    json.null();
  else
    json.string(text);
}

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

/// Seconds that the rest will take at the rate so far; null when that is not known.
void add_time_left(json_writer& json, const pull_job& job, std::int64_t now_us) {
  json.key("left_s");
  const auto done = job.scope == pull_scope::keys ? job.pages : job.rows;
  if (job.over() || job.started_us == 0 || done == 0 || job.expected <= done) {
    json.null();
    return;
  }
  const auto per_row = static_cast<double>(now_us - job.started_us) / static_cast<double>(done);
  json.number(per_row * static_cast<double>(job.expected - done) / 1e6);
}

void add_job(json_writer& json, const pull_job& job, std::int64_t now_us) {
  json.object().key("id").string(job.id).key("entity").string(to_string(job.entity));
  add_selection(json, job);
  json.key("dry_run").boolean(job.dry_run).key("force").boolean(job.force);
  json.key("automatic").boolean(job.automatic);
  json.key("state").string(to_string(job.state));
  add_text(json, "sub_state", to_string(job.wait));
  add_time(json, "started_at", job.started_us);
  add_time(json, "ended_at", job.ended_us);
  json.key("pages").number(job.pages).key("rows").number(job.rows);
  json.key("expected_rows").number(job.expected);
  json.key("new").number(job.fresh).key("unchanged").number(job.unchanged);
  json.key("superseded").number(job.superseded).key("missed").number(job.missed);
  json.key("requests").number(job.requests);
  json.key("waited_s").number(static_cast<double>(job.waited_ms) / 1000.0);
  add_time_left(json, job, now_us);
  add_text(json, "error", job.error);
  json.key("examples").array();
  for (const auto& each : job.examples) json.string(each);
  json.end().end();
}

}  // namespace

std::string pull_job_json(const pull_job& job, std::int64_t now_us) {
  json_writer json;
  add_job(json, job, now_us);
  return json.take();
}

std::string pull_jobs_json(const std::vector<pull_job>& jobs, std::int64_t now_us) {
  json_writer json;
  json.object().key("items").array();
  for (auto each = jobs.rbegin(); each != jobs.rend(); ++each) add_job(json, *each, now_us);
  return json.end().end().take();
}

}  // namespace acumage::api
