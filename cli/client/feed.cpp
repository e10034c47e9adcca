#include "cli/client/feed.hpp"

#include "cli/client/json.hpp"

#include <algorithm>
#include <utility>

namespace acumage::client {

namespace {

using std::chrono::milliseconds;

std::string joined(const std::vector<std::string>& rows) {
  std::string body;
  for (const auto& each : rows) {
    if (!body.empty()) body += '\n';
    body += each;
  }
  return body;
}

error stopped_at(const payload& what, const error& why) {
  return {errc::unavailable,
          why.message + "\nstopped before line " + std::to_string(what.lines.front()),
          {}};
}

error interrupted(const payload& what) {
  return stopped_at(what, {errc::unavailable, "interrupted; expected to run to the end", {}});
}

}  // namespace

feed::feed(client& to, double rate, feed_hooks hooks, feed_kind kind)
    : to_{to}, rate_{rate}, hooks_{std::move(hooks)}, kind_{kind}, began_{hooks_.now()} {}

/// Five requests per second look smooth enough.
payload_limits feed::limits() const {
  payload_limits made;
  if (rate_ > 0)
    made.rows = std::clamp<std::size_t>(static_cast<std::size_t>(rate_ / 5), 1, made.rows);
  return made;
}

status feed::send(std::istream& from) {
  payload_reader reader{from, limits()};
  return send(reader);
}

status feed::send(payload_source& from) {
  if (kind_ == feed_kind::baseline && !std::exchange(baseline_begun_, true))
    if (auto marked = mark_baseline("begin"); !marked) return marked;
  while (auto item = from.next()) {
    if (const auto* const bad = std::get_if<bad_line>(&*item)) {
      ++totals_.refused;
      hooks_.refused(bad->line, bad->problem);
      continue;
    }
    auto& what = std::get<payload>(*item);
    const auto end = what.end;
    if (kind_ == feed_kind::baseline && what.route == intake_route::push) {
      ++totals_.refused;
      hooks_.refused(what.lines.front(),
                     "a notification; expected a baseline in the node's own form of changes");
      continue;
    }
    if (auto sent = deliver(std::move(what)); !sent) return sent;
    hooks_.progress(totals_, end);
  }
  return done();
}

/// Asks until the node has accepted the request or has said what is wrong with it.
status feed::deliver(payload what) {
  while (!what.rows.empty()) {
    if (!keep_pace()) return interrupted(what);
    const bool is_push = what.route == intake_route::push;
    const auto* const route = is_push                        ? "/push"
                              : kind_ == feed_kind::baseline ? "/changes?baseline=true"
                                                             : "/changes";
    const auto reply =
        to_.post(route, joined(what.rows), is_push ? "application/json" : "application/x-ndjson");
    if (!reply) return stopped_at(what, reply.problem());
    if (reply->status == 200 && take_receipt(reply->body)) return done();
    const auto why = refusal_of(to_.url(), *reply);
    if (reply->status == 503) {
      if (!wait_as_told(*reply, why)) return interrupted(what);
    } else if (reply->status == 400 || reply->status == 413) {
      if (!drop_named(what, why)) return deliver_halves(std::move(what));
    } else {
      return stopped_at(what, why);
    }
  }
  return done();
}

/// After a 503. False: stop.
bool feed::wait_as_told(const http_reply& reply, const error& why) {
  const auto wait = reply.retry_after.value_or(std::chrono::seconds{1});
  return hooks_.pause(std::max<milliseconds>(wait, milliseconds{100}), why.message);
}

status feed::end_baseline() {
  baseline_begun_ = false;
  return mark_baseline("end");
}

status feed::mark_baseline(const std::string& place) {
  for (;;) {
    const auto reply = to_.post("/changes?baseline=" + place, {}, "application/json");
    if (!reply) return reply.problem();
    if (reply->status == 200 && take_receipt(reply->body)) return done();
    const auto why = refusal_of(to_.url(), *reply);
    if (reply->status != 503) return why;
    if (!wait_as_told(*reply, why))
      return error{errc::unavailable, "interrupted; expected to run to the end", {}};
  }
}

result<known_records> feed::known() {
  const error interrupted{
      errc::unavailable, "interrupted; the node still processes what it has accepted", {}};
  known_records found{};
  for (;;) {
    const auto reply = to_.post("/changes?baseline=known", {}, "application/json");
    if (!reply) return reply.problem();
    if (reply->status == 503) {
      if (!wait_as_told(*reply, refusal_of(to_.url(), *reply))) return interrupted;
      continue;
    }
    if (reply->status != 200) return refusal_of(to_.url(), *reply);
    const auto complete = read_known(reply->body, found);
    if (!complete) return complete.problem();
    if (*complete) return found;
    if (!hooks_.pause(milliseconds{100}, "until the node has processed all of it"))
      return interrupted;
  }
}

/// False: not all has been taken in yet.
result<bool> feed::read_known(const std::string& json, known_records& into) const {
  json_document document;
  const auto* const answer = document.read(json);
  const auto* const taken = answer == nullptr ? nullptr : member(*answer, "taken_in");
  if (taken == nullptr)
    return error{errc::invalid, to_.url() + ": its answer does not say what is known", {}};
  if (!flag_of(*answer, "taken_in")) return false;
  const auto* const known = member(*answer, "known");
  if (known == nullptr)
    return error{errc::invalid, to_.url() + ": its answer does not say what is known", {}};
  for (const auto each : all_entities)
    into.at(index_of(each)) = count_of(*known, std::string{to_string(each)});
  return true;
}

/// No one knows which line it is, or all of them together are too large.
status feed::deliver_halves(payload what) {
  const auto half = static_cast<std::ptrdiff_t>(what.rows.size() / 2);
  payload rest{what.route,
               {what.rows.begin() + half, what.rows.end()},
               {what.lines.begin() + half, what.lines.end()},
               what.end};
  what.rows.resize(static_cast<std::size_t>(half));
  what.lines.resize(static_cast<std::size_t>(half));
  if (auto first = deliver(std::move(what)); !first) return first;
  return deliver(std::move(rest));
}

/// Removes the row that the node refuses from the request. False: it could be any of several.
bool feed::drop_named(payload& from, const error& why) {
  const auto named = line_in(why.at);  // of the request
  std::size_t row = 0;
  std::size_t further = 0;
  if (from.route == intake_route::push) {
    further = named == 0 ? 0 : named - 1;
  } else if (named >= 1 && named <= from.rows.size()) {
    row = named - 1;
  } else if (from.rows.size() > 1) {
    return false;
  }
  const auto at = static_cast<std::ptrdiff_t>(row);
  ++totals_.refused;
  hooks_.refused(from.lines.at(row) + further, without_line(why));
  from.rows.erase(from.rows.begin() + at);
  from.lines.erase(from.lines.begin() + at);
  return true;
}

/// Waits until the rows so far were due. False: stop.
bool feed::keep_pace() {
  milliseconds wait{0};
  if (rate_ > 0) {
    const std::chrono::duration<double> due{static_cast<double>(totals_.taken()) / rate_};
    wait = std::chrono::ceil<milliseconds>(due - (hooks_.now() - began_));
  }
  return hooks_.pause(std::max(wait, milliseconds{0}), {});
}

/// False: this is not a receipt, so the other side is not a node.
bool feed::take_receipt(const std::string& json) {
  json_document document;
  const auto* const receipt = document.read(json);
  if (receipt == nullptr || member(*receipt, "accepted") == nullptr) return false;
  ++totals_.requests;
  totals_.accepted += count_of(*receipt, "accepted");
  totals_.duplicates += count_of(*receipt, "duplicates");
  totals_.unrouted += count_of(*receipt, "unrouted");
  totals_.discarded += count_of(*receipt, "discarded");
  return true;
}

}  // namespace acumage::client
