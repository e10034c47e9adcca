#include "api/series.hpp"

#include "messages/json_text.hpp"

namespace acumage::api {

series::all_totals series::totals_of(const stats_table& table) {
  all_totals made{};
  auto& all = made.back();
  for (const auto each : all_entities) {
    const auto& lane = table.lane(each);
    auto& one = made.at(index_of(each));
    one = {lane.accepted.load(), lane.delivered.load(), lane.dead_lettered.load(),
           lane.waiting.load(), lane.lag.seen()};
    all.accepted += one.accepted;
    all.delivered += one.delivered;
    all.dead_lettered += one.dead_lettered;
    all.waiting += one.waiting;
    for (std::size_t i = 0; i < all.lag.size(); ++i) all.lag.at(i) += one.lag.at(i);
  }
  return made;
}

series::lane_point series::between(const totals& before, const totals& after) {
  latency_histogram::hits fresh{};
  for (std::size_t i = 0; i < fresh.size(); ++i) fresh.at(i) = after.lag.at(i) - before.lag.at(i);
  return {after.accepted - before.accepted,
          after.delivered - before.delivered,
          after.dead_lettered - before.dead_lettered,
          after.waiting,
          latency_histogram::percentile_us(fresh, 0.5),
          latency_histogram::percentile_us(fresh, 0.99)};
}

void series::sample(const stats_table& table, std::int64_t now_us) {
  const auto after = totals_of(table);
  const std::lock_guard guard{mutex_};
  if (begun_) {
    point made{now_us, {}};
    for (std::size_t i = 0; i < row_count; ++i)
      made.lanes.at(i) = between(before_.at(i), after.at(i));
    points_.push_back(made);
    if (points_.size() > most) points_.pop_front();
  }
  before_ = after;
  begun_ = true;
}

std::string series::json() const {
  const std::lock_guard guard{mutex_};
  json_writer json;
  json.object().key("interval_s").number(static_cast<std::int64_t>(interval.count()));
  json.key("at").array();
  for (const auto& each : points_) json.string(rfc3339(each.at_us));
  json.end().key("lanes").object();
  for (std::size_t row = 0; row < row_count; ++row) {
    const auto column = [&](std::string_view name, std::uint64_t lane_point::*figure) {
      json.key(name).array();
      for (const auto& each : points_) json.number(each.lanes.at(row).*figure);
      json.end();
    };
    const auto times = [&](std::string_view name, std::uint64_t lane_point::*figure) {
      json.key(name).array();
      for (const auto& each : points_)
        if (const auto& lane = each.lanes.at(row); lane.delivered == 0)
          json.null();
        else
          json.number(static_cast<double>(lane.*figure) / 1000);
      json.end();
    };
    json.key(row < entity_count ? to_string(all_entities.at(row)) : "all").object();
    column("accepted", &lane_point::accepted);
    column("delivered", &lane_point::delivered);
    column("dead_lettered", &lane_point::dead_lettered);
    column("waiting", &lane_point::waiting);
    times("p50_ms", &lane_point::p50_us);
    times("p99_ms", &lane_point::p99_us);
    json.end();
  }
  return json.end().end().take();
}

}  // namespace acumage::api
